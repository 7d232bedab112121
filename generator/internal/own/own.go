// Package own lets values go of the text that they were read from. A string that
// was cut out of a text keeps all of the text in memory; of a large gallery that
// is more than all that is known of its definitions.
package own

import (
	"reflect"
	"strings"
	"unsafe"
)

// Strings returns a value in which nothing is a part of text: strings that are
// get bytes of their own, and all others stay shared. What holds such strings is
// copied, so that nobody sees the value change. It goes through structs, slices,
// arrays and pointers; what else there is stays as it is.
func Strings[T any](v T, text []byte) T {
	if len(text) == 0 {
		return v
	}
	r := releaser{uintptr(unsafe.Pointer(unsafe.SliceData(text))), uintptr(len(text))}
	r.release(reflect.ValueOf(&v).Elem())
	return v
}

// releaser knows the place of the text in memory, which the caller keeps there.
type releaser struct{ start, size uintptr }

// within tells whether a string is a part of the text.
func (r releaser) within(s string) bool {
	return s != "" && uintptr(unsafe.Pointer(unsafe.StringData(s)))-r.start < r.size
}

// release goes through a value that belongs to nobody else.
func (r releaser) release(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if r.within(v.String()) {
			v.SetString(strings.Clone(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				r.release(f)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			r.release(v.Index(i))
		}
	case reflect.Slice:
		if r.holds(v) {
			fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(fresh, v)
			for i := range fresh.Len() {
				r.release(fresh.Index(i))
			}
			v.Set(fresh)
		}
	case reflect.Pointer:
		if !v.IsNil() && r.holds(v) {
			fresh := reflect.New(v.Type().Elem())
			fresh.Elem().Set(v.Elem())
			r.release(fresh.Elem())
			v.Set(fresh)
		}
	}
}

// holds tells whether a part of the text is anywhere in a value.
func (r releaser) holds(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return r.within(v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && r.holds(v.Field(i)) {
				return true
			}
		}
	case reflect.Array, reflect.Slice:
		if !mayHold(v.Type().Elem()) {
			return false
		}
		for i := range v.Len() {
			if r.holds(v.Index(i)) {
				return true
			}
		}
	case reflect.Pointer:
		return !v.IsNil() && r.holds(v.Elem())
	}
	return false
}

// mayHold is false for what cannot hold a string, such as bytes.
func mayHold(t reflect.Type) bool {
	return t.Kind() == reflect.String || t.Kind() > reflect.Complex128
}
