package appdef

import "testing"

// TestLengthDigits: a number is shown with the digits that it was written with.
func TestLengthDigits(t *testing.T) {
	for text, want := range map[string]string{
		"123456789012345678901234567890px": "123456789012345678901234567890px",
		"0.1234567890123456789012vw":       "0.1234567890123456789012vw",
		"calc(1234567890123456789px*2)":    "calc((1234567890123456789px * 2))",
		"20.50px":                          "20.5px",
	} {
		l, trouble := ParseLength(text)
		if trouble != nil {
			t.Errorf("%s: %s", text, trouble.Message)
		}
		if got := l.CSS(); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}
