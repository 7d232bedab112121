package module

// asyncFunction steps over the word async where a function follows it.
func (p *parser) asyncFunction() bool {
	rest := scanner{src: p.src, pos: p.pos, open: p.ignore}
	rest.next()
	switch {
	case rest.tok.broken || rest.tok.class != word:
		return false // a name, or parentheses, which may be those of a call
	case rest.tok.text == "function":
		p.next()
		return true
	}
	p.next() // async x => …
	return false
}

// function steps over a function: the current token is that word.
func (p *parser) function(start int) *expr {
	p.next()
	p.take("*")
	if p.tok.class == word {
		p.next()
	}
	return p.method(start)
}

// method steps over the parameters and the body of a function.
func (p *parser) method(start int) *expr {
	p.skip(func() bool { return p.is("(") || p.is("{") || p.is(",") || p.is(";") })
	if p.is("(") {
		p.balanced()
	}
	if p.types && p.take(":") {
		p.skipType()
	}
	if p.is("{") {
		p.balanced()
	}
	return p.made(opFunction, start)
}

// class steps over a class: the current token is that word.
func (p *parser) class(start int) *expr {
	p.next()
	p.skip(func() bool { return p.is("{") || p.is(";") })
	if p.is("{") {
		p.balanced()
	}
	return p.made(opFunction, start)
}
