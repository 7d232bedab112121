package persist

import "slices"

// Patch returns a sorted list without some of its values and with others, which
// come in any order. What stays is neither looked at nor put in order again. No
// two values may be equal in the order; one that is to be removed must be there.
func Patch[T any](list, without, with []T, order func(a, b T) int) []T {
	slices.SortFunc(without, order)
	slices.SortFunc(with, order)
	out := make([]T, 0, len(list)-len(without)+len(with))
	upTo := func(v T) { // takes over what comes before a value
		n, _ := slices.BinarySearchFunc(list, v, order)
		out, list = append(out, list[:n]...), list[n:]
	}
	for len(without)+len(with) > 0 {
		if len(with) == 0 || len(without) > 0 && order(without[0], with[0]) <= 0 {
			upTo(without[0])
			list, without = list[1:], without[1:]
			continue
		}
		upTo(with[0])
		out, with = append(out, with[0]), with[1:]
	}
	return append(out, list...)
}
