// A definition that is kept as a module, as in the platform's starter repository. Vitrine reads what it says and never runs it.
const HOST = 'https://plan.mossrota.example';
const rota = { name: 'Moss Rota', website: 'https://mossrota.example' };
const texts = {
  team: 'The team whose shifts are shown.',
  opensAt: 'The hour your desk opens, from 0 to 16.',
  openFor: 'Hours until it closes.',
  weekStart: '`monday` or `sunday`.',
};

module.exports = {
  app: 'shift_planner',
  version: '0.4.1',
  title: 'Moss Shift Planner',
  identifier: 'mossrot',
  visibility: 'private',
  description: 'Who is on today, and who could swap? The week of your team in one strip, with a click to offer a shift.',
  iconUrl: `${HOST}/icons/shift-planner.svg`,
  appDetails: {
    appDeveloper: { ...rota, supportEmail: 'help@mossrota.example' },
    externalPlatform: rota,
    documentationLinks: [{ title: 'Swap rules', url: `${rota.website}/docs/swaps` }],
  },
  tags: ['analytics'],
  changelog: {
    '0.4.1': '{{March 2026}} Fixed: shifts that end at midnight were cut off.',
    '0.4.0': '{{February 2026}} Shifts can be offered for a swap.',
  },
  dependencies: ['kustomer-^1.7.11'],
  settings: {
    default: {
      team: { type: 'string', defaultValue: 'Support', required: true, description: texts.team },
    },
    hours: {
      opensAt: { type: 'number', defaultValue: 8, required: true, description: texts.opensAt },
      openFor: { type: 'number', defaultValue: 12, required: true, description: texts.openFor },
      weekStart: { type: 'string', defaultValue: 'monday', required: false, description: texts.weekStart },
      clock24: { type: 'boolean', defaultValue: true, required: false, description: '24-hour clock.' },
    },
  },
  widgets: [
    {
      name: 'week_plan',
      title: 'Week plan',
      url:
        `${HOST}/week?team={{{settings.default.team}}}` +
        '&opens={{{settings.hours.opensAt}}}&hours={{{settings.hours.openFor}}}' +
        '&weekStart={{{settings.hours.weekStart}}}&clock24={{{settings.hours.clock24}}}',
      icon: `${HOST}/icons/week-plan.svg`,
      width: '48vw',
      height: '48vh',
      backgroundLoad: false,
    },
  ],
  i18n: {
    en_us: {
      'shift_planner.settings.page.title': 'Moss Shift Planner',
      'shift_planner.settings.page.description': 'When is your desk open?',
      'shift_planner.settings.path.default.team.displayName': 'Team',
      'shift_planner.settings.path.default.team.description': texts.team,
      'shift_planner.settings.path.hours.opensAt.displayName': 'Opens at',
      'shift_planner.settings.path.hours.opensAt.description': texts.opensAt,
      'shift_planner.settings.path.hours.openFor.displayName': 'Open for',
      'shift_planner.settings.path.hours.openFor.description': texts.openFor,
      'shift_planner.settings.path.hours.weekStart.displayName': 'Week begins',
      'shift_planner.settings.path.hours.weekStart.description': texts.weekStart,
      'shift_planner.settings.path.hours.clock24.displayName': '24-hour clock',
      'shift_planner.settings.path.hours.clock24.description': 'Otherwise am and pm.',
      'shift_planner.widgets.week_plan.title': 'Week plan',
    },
  },
};
