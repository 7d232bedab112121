-- A person at work: opens a broken definition, sees what is wrong, has a fix made,
-- completes a reference, renames a setting and lays the file out. Each step prints
-- what the person sees.
local function say(...) io.stdout:write(table.concat({...}, " "), "\n") end

local function await(what, holds)
  if not vim.wait(20000, holds, 20) then
    say("TIMEOUT", what)
    vim.cmd("cquit")
  end
end

local function rules()
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    list[#list + 1] = string.format("%d:%d %s %s", d.lnum + 1, d.col + 1, vim.diagnostic.severity[d.severity], d.code)
  end
  table.sort(list)
  return list
end

local function has(rule)
  for _, line in ipairs(rules()) do
    if line:find(rule, 1, true) then return true end
  end
  return false
end

local function line(n) return vim.api.nvim_buf_get_lines(0, n - 1, n, false)[1] end

local id
local function units() return vim.lsp.get_client_by_id(id).offset_encoding end
local function here() return vim.lsp.util.make_position_params(0, units()) end

local exited
id = vim.lsp.start_client({
  name = "vitrine",
  cmd = { "vitrine", "lsp" },
  root_dir = vim.env.FOLDER,
  workspace_folders = { { uri = vim.uri_from_fname(vim.env.FOLDER), name = "it" } },
  on_exit = function(code) exited = code end,
})
vim.cmd("edit " .. vim.env.FOLDER .. "/content/app.json")
vim.lsp.buf_attach_client(0, id)

await("diagnostics", function() return has("json-missing-comma") end)
say("finds", table.concat(rules(), ", "))

-- a fix, the first of those that are offered for the line
vim.ui.select = function(items, _, chosen)
  for _, item in ipairs(items) do
    local action = item.action or item[2] -- newer, older
    if action.isPreferred then
      say("offers", action.title)
      chosen(item)
      return
    end
  end
end
vim.api.nvim_win_set_cursor(0, { 4, 2 })
vim.lsp.buf.code_action()
await("the fix", function() return line(3):sub(-1) == "," end)
say("line 3", line(3))
await("fewer diagnostics", function() return not has("json-missing-comma") end)

-- completion within a reference
vim.api.nvim_win_set_cursor(0, { 18, (line(18):find("hos}}}", 1, true)) + 2 })
local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", here(), 20000)
for _, item in ipairs(answers[id].result.items) do
  if item.label:find("host", 1, true) then
    say("completes", item.label)
    vim.lsp.util.apply_text_edits({ item.textEdit }, 0, units())
    break
  end
end
say("line 18", line(18))
await("no unknown setting", function() return not has("reference-unknown-setting") end)

-- what the setting means
vim.api.nvim_win_set_cursor(0, { 18, (line(18):find("default.host", 1, true)) + 8 })
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", here(), 20000)[id].result
say("hover", (hover.contents.value:match("[^\n]+")))

-- another name for it, everywhere
vim.lsp.buf.rename("server")
await("the new name", function() return line(18):find("default.server", 1, true) end)
say("line 8", line(8))
say("line 18", line(18))
say("samples", table.concat(vim.api.nvim_buf_get_lines(vim.uri_to_bufnr(vim.uri_from_fname(vim.env.FOLDER .. "/content/samples.yaml")), 0, -1, false), "|"))

-- layout
vim.api.nvim_buf_set_lines(0, 1, 2, false, { '      "app":   "acme_orders",' })
if vim.lsp.buf.format then -- since 0.8
  vim.lsp.buf.format({ timeout_ms = 20000 })
else
  vim.lsp.buf.formatting_sync(nil, 20000)
end
say("line 2", line(2))

vim.cmd("wall")
vim.lsp.stop_client(id)
await("the end", function() return exited ~= nil end)
say("exit code", tostring(exited))
vim.cmd("qall!")
