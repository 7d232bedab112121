//go:build !linux

package main

import "time"

// idle cannot be measured here.
func (s *server) idle(time.Duration) (share, memory float64, err error) { return 0, 0, errNone }
