package check

import (
	"strconv"
	"testing"

	"vitrine/generator/internal/growth"
)

// TestLinearQuestions: a definition that names many files beside it costs linear time.
func TestLinearQuestions(t *testing.T) {
	growth.Linear(t, "files", 1<<15, func(size int) {
		q := newQuestions(&Subject{})
		for i := range size {
			q.stands("picture" + strconv.Itoa(i))
		}
	})
}
