package module

// importing reads an import; false for import(…) and import.meta.
func (p *parser) importing() bool {
	ahead := scanner{src: p.src, pos: p.pos, open: p.ignore}
	if ahead.next(); ahead.is("(") || ahead.is(".") {
		return false
	}
	p.next()
	var list []imported
	onlyTypes := false
	if p.types && p.isWord("type") {
		ahead := scanner{src: p.src, pos: p.pos, open: p.ignore}
		if ahead.next(); ahead.is("{") || ahead.is("*") || ahead.tok.class == word && ahead.tok.text != "from" {
			onlyTypes = true
			p.next()
		}
	}
	if p.tok.class == word {
		list = append(list, imported{"default", p.tok.text, p.tok})
		p.next()
		p.take(",")
	}
	switch {
	case p.take("*"):
		p.takeWord("as")
		list = append(list, imported{"*", p.tok.text, p.tok})
		p.next()
	case p.is("{"):
		list = append(list, p.list()...)
	case p.take("="): // import x = require("…")
		x := p.assign()
		for _, i := range list {
			p.bind(i.local, &binding{at: i.at.span, init: x})
		}
		p.ended()
		return true
	}
	p.takeWord("from")
	from := p.source()
	kind := p.attributes()
	for _, i := range list {
		if !onlyTypes && from != nil {
			p.bind(i.local, &binding{at: i.at.span, imports: &importing{from, i.name, kind}})
		}
	}
	p.ended()
	return true
}

// imported is a name in an import or export: what the other side calls it, and
// what this one does.
type imported struct {
	name, local string
	at          token
}

// list reads { a, b as c }.
func (p *parser) list() (list []imported) {
	p.next()
	for p.tok.class == word || p.tok.class == quoted {
		if p.types && p.isWord("type") {
			ahead := scanner{src: p.src, pos: p.pos, open: p.ignore}
			if ahead.next(); ahead.tok.class == word && ahead.tok.text != "as" {
				p.next()
			}
		}
		name, _ := p.name()
		i := imported{name.text, name.text, token{span: name.span}}
		if p.takeWord("as") {
			if local, _ := p.name(); local != nil {
				i.local, i.at = local.text, token{span: local.span}
			}
		}
		list = append(list, i)
		if !p.take(",") {
			break
		}
	}
	if !p.take("}") {
		p.skipTo("}")
		p.take("}")
	}
	return list
}

// source reads the text that names another file; nil if there is none.
func (p *parser) source() *expr {
	if p.tok.class != quoted {
		return nil
	}
	return p.str()
}

// attributes reads with { type: "json" }, or the older assert.
func (p *parser) attributes() (kind string) {
	if p.tok.broken || !p.takeWord("with") && !p.takeWord("assert") || !p.is("{") {
		return ""
	}
	x := p.object()
	for _, m := range x.props {
		if m.name != nil && m.name.text == "type" && m.value.op == opString {
			kind = m.value.text
		}
	}
	return kind
}

// export reads what begins with that word.
func (p *parser) export() {
	p.next()
	switch {
	case p.takeWord("default"):
		p.exportDefault()
	case p.types && p.take("="):
		p.file.whole = p.expression()
		p.ended()
	case p.is("{"):
		p.exportList()
	case p.take("*"):
		name := ""
		if p.takeWord("as") {
			if n, _ := p.name(); n != nil {
				name = n.text
			}
		}
		p.takeWord("from")
		if from := p.source(); from != nil && name == "" {
			p.file.stars = append(p.file.stars, from)
		} else if from != nil {
			p.reexport(name, from, "*")
		}
		p.attributes()
		p.ended()
	default:
		first := len(p.file.order)
		p.statement()
		for _, name := range p.file.order[first:] {
			b := p.file.names[name]
			p.file.exports[name] = &expr{op: opName, span: b.at, text: name}
		}
	}
}

func (p *parser) exportDefault() {
	start := p.tok.span.Start
	switch {
	case p.isWord("function"):
		p.file.exports["default"] = p.function(start)
		return
	case p.isWord("class"):
		p.file.exports["default"] = p.class(start)
		return
	case p.types && (p.isWord("abstract") || p.isWord("interface")) && p.typeStatement(p.tok):
		return
	}
	p.file.exports["default"] = p.assign()
	if !p.is(";") && !p.tok.broken && p.tok.class != end {
		p.expected("the end of the statement")
	}
	p.ended()
}

// exportList reads export { a, b as default }, from another file as well.
func (p *parser) exportList() {
	list := p.list()
	var from *expr
	if p.takeWord("from") {
		from = p.source()
		p.attributes()
	}
	for _, i := range list {
		if from != nil {
			p.reexport(i.local, from, i.name)
		} else {
			p.file.exports[i.local] = &expr{op: opName, span: i.at.span, text: i.name}
		}
	}
	p.ended()
}

// reexport notes that a name of another file is exported under a name.
func (p *parser) reexport(name string, from *expr, of string) {
	local := "export " + name // no module can have such a name itself
	p.bind(local, &binding{at: from.span, imports: &importing{from: from, name: of}})
	p.file.exports[name] = &expr{op: opName, span: from.span, text: local}
}
