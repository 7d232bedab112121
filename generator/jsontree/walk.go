package jsontree

import "strconv"

// Trail leads from the root of a walk to the node that is being visited.
type Trail struct{ tokens []string }

// Pointer returns the JSON Pointer of the node that is being visited. It is
// put together only when it is asked for: most nodes are passed by.
func (t *Trail) Pointer() string {
	p := ""
	for _, token := range t.tokens {
		p = Pointer(p, token)
	}
	return p
}

// Walk visits every value of a tree, parents first. Where visit returns
// false, what is inside the value is left out. Names are no values.
func (n *Node) Walk(visit func(n *Node, at *Trail) bool) { n.walk(&Trail{}, visit) }

func (n *Node) walk(at *Trail, visit func(n *Node, at *Trail) bool) {
	if !visit(n, at) {
		return
	}
	deep := len(at.tokens)
	for i, item := range n.Items {
		at.tokens = append(at.tokens[:deep], strconv.Itoa(i))
		item.walk(at, visit)
	}
	for i := range n.Members {
		at.tokens = append(at.tokens[:deep], n.Members[i].Name.Text)
		n.Members[i].Value.walk(at, visit)
	}
	at.tokens = at.tokens[:deep]
}
