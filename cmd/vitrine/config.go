package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
	"vitrine/generator/site"
	"vitrine/generator/trace"
)

// config is everything that can be configured. Flags win over VITRINE_*
// variables, these over config.yaml, and that over the defaults (keys).
type config struct {
	Content string `mapstructure:"content"`
	Output  string `mapstructure:"output"`
	Theme   string `mapstructure:"theme"`
	BaseURL string `mapstructure:"base-url"`
	Widgets string `mapstructure:"widgets"`
	Shots   string `mapstructure:"shots"`
	Site    struct {
		Title       string `mapstructure:"title"`
		Description string `mapstructure:"description"`
		Accent      string `mapstructure:"accent"`
		Logo        string `mapstructure:"logo"`
		Footer      []struct {
			Text string `mapstructure:"text"`
			Href string `mapstructure:"href"`
		} `mapstructure:"footer"`
		Audience string `mapstructure:"audience"`
	} `mapstructure:"site"`
	Preview struct {
		Load string `mapstructure:"load"`
	} `mapstructure:"preview"`
	Previews []struct {
		From string `mapstructure:"from"`
		To   string `mapstructure:"to"`
	} `mapstructure:"previews"`
	Limits struct {
		FileSize int64 `mapstructure:"file-size"`
		Depth    int   `mapstructure:"depth"`
		Values   int   `mapstructure:"values"`
		Widgets  int   `mapstructure:"widgets"`
		Files    int   `mapstructure:"files"`
		Findings int   `mapstructure:"findings"`
	} `mapstructure:"limits"`
	Serve struct {
		Addr   string `mapstructure:"addr"`
		Open   bool   `mapstructure:"open"`
		Editor string `mapstructure:"editor"`
		Poll   bool   `mapstructure:"poll"`
	} `mapstructure:"serve"`
	Check struct {
		Format string `mapstructure:"format"`
		FailOn string `mapstructure:"fail-on"`
		// MaxWarnings is how many warnings are fine; -1 for any number.
		MaxWarnings int `mapstructure:"max-warnings"`
		// Online asks the network; the other two say how, for build as well.
		Online       bool   `mapstructure:"online"`
		AllowPrivate bool   `mapstructure:"allow-private"`
		Org          string `mapstructure:"org"`
	} `mapstructure:"check"`
	Build struct {
		Strict bool `mapstructure:"strict"`
		Online bool `mapstructure:"online"`
	} `mapstructure:"build"`

	Rules  ruleConfig     `mapstructure:"rules"`
	Ignore []ignoreConfig `mapstructure:"ignore"`

	verbose bool         // list files that are no definitions one by one
	trace   *trace.Trace // is told how far the work is; nil for none

	file  string   // the configuration file that was read; "" for none
	text  []byte   // what it holds
	flags []string // keys that a flag has set
	level rules.Levels
}

// load reads the configuration for a command.
func (e *env) load(cmd *cobra.Command) (*config, error) {
	if e.config != "" {
		return e.loadFile(cmd, e.config, false)
	}
	return e.loadFile(cmd, "config.yaml", true)
}

// loadFile reads a configuration, which need not be there if it is optional; of ""
// the defaults, with what flags and variables say.
func (e *env) loadFile(cmd *cobra.Command, name string, optional bool) (*config, error) {
	v := viper.New()
	for _, k := range keys {
		v.SetDefault(k.name, k.initial)
	}
	v.SetEnvPrefix("vitrine")
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_", "-", "_"))
	v.AutomaticEnv()
	var flags []string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if names := f.Annotations[keyNote]; len(names) > 0 {
			v.Set(names[0], f.Value.String())
			flags = append(flags, names[0])
		}
	})
	if err := checkVariables(); err != nil {
		return nil, err
	}
	file, text, values, err := readConfig(name, optional)
	if err == nil {
		err = v.MergeConfigMap(values)
	}
	if err != nil {
		return nil, err
	}
	for _, v := range mistyped(os.Environ()) {
		e.note("the variable %s means nothing; did you mean %s?", diag.Visible(v[0]), v[1])
	}
	c := &config{file: file, text: text, flags: flags}
	if err := v.UnmarshalExact(c); err != nil { // which readConfig and checkVariables should have told
		return nil, fmt.Errorf("read the configuration: %s", strings.Join(strings.Fields(err.Error()), " "))
	}
	if c.level, err = c.levels(); err != nil {
		return nil, err
	}
	return c, c.check()
}

// check refuses values that mean nothing.
func (c *config) check() error {
	if !slices.Contains([]string{"auto", "click", "never"}, c.Preview.Load) {
		return withHint(fmt.Errorf("%s is %q; expected auto, click or never", c.place("preview.load"), c.Preview.Load),
			"auto loads a page when it is in view, click when somebody asks for it")
	}
	if !slices.Contains([]string{"docs", "review"}, c.Site.Audience) {
		return withHint(fmt.Errorf("%s is %q; expected docs or review", c.place("site.audience"), c.Site.Audience),
			"docs leaves out what reviewers work with: report, rules, checklists, decisions and findings")
	}
	if c.Shots == "" {
		return withHint(fmt.Errorf("%s is empty; expected a directory", c.place("shots")),
			"leave the key out for the default; without screenshots in it nothing is shown")
	}
	for i, l := range c.Site.Footer {
		if l.Text == "" || site.SafeLink(l.Href) == "" {
			return withHint(fmt.Errorf("%s has the text %q and the href %q; expected a text and an absolute https address",
				c.place(fmt.Sprintf("site.footer[%d]", i)), l.Text, l.Href), "links in the footer are https only")
		}
	}
	for i, p := range c.Previews {
		if p.From == "" || p.To == "" {
			return withHint(fmt.Errorf("%s needs both from and to", c.place(fmt.Sprintf("previews[%d]", i))),
				"from is how addresses begin, to where they are previewed from")
		}
		if strings.Contains(p.To, ":") && !strings.HasPrefix(p.To, "http://") && !strings.HasPrefix(p.To, "https://") {
			return withHint(fmt.Errorf("%s is %q; expected an http or https address, or the path of a page in the content directory",
				c.place(fmt.Sprintf("previews[%d].to", i)), p.To), "write for example http://localhost:3000/, or widgets/orders.html")
		}
	}
	if _, err := editorTemplate(c.place("serve.editor"), c.Serve.Editor); err != nil {
		return err
	}
	if c.Check.Org != "" && !orgName.MatchString(c.Check.Org) {
		return withHint(fmt.Errorf("%s is %q; expected the name of an organisation", c.place("check.org"), c.Check.Org),
			"write acme for https://acme.kustomerapp.com")
	}
	if c.BaseURL != "" {
		base, err := site.ParseBaseURL(c.BaseURL)
		if err != nil {
			return withHint(fmt.Errorf("%s is %w", c.place("base-url"), err), "write for example https://acme.github.io/widgets/")
		}
		c.BaseURL = base
	}
	return nil
}

// orgName is the name of an organisation as it stands in its address.
var orgName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// options are the generator's part of the configuration.
func (c *config) options() gallery.Options {
	o := gallery.Options{
		Widgets: strings.Trim(c.Widgets, "/"), Screenshots: os.DirFS(c.Shots), Levels: c.level, Config: c.source(),
		Verbose: c.verbose, Trace: c.trace,
		Site: site.Settings{
			Title: c.Site.Title, Description: c.Site.Description, Load: c.Preview.Load, BaseURL: c.BaseURL,
			Audience: c.Site.Audience,
		},
		Limits: check.Limits{
			FileSize: c.Limits.FileSize, Depth: c.Limits.Depth, Values: c.Limits.Values, Widgets: c.Limits.Widgets,
			Files: c.Limits.Files, Findings: c.Limits.Findings,
		},
	}
	for _, l := range c.Site.Footer {
		o.Site.Footer = append(o.Site.Footer, site.Link{Text: l.Text, Href: l.Href})
	}
	for _, p := range c.Previews {
		o.Site.Previews = append(o.Site.Previews, site.Redirect{From: p.From, To: p.To})
	}
	return o
}
