package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// idle returns which share of a processor the server takes while nothing
// happens, and its memory in MB afterwards.
func (s *server) idle(during time.Duration) (share, memory float64, err error) {
	start, err := s.ticks()
	if err != nil {
		return 0, 0, err
	}
	time.Sleep(during)
	end, err := s.ticks()
	if err != nil {
		return 0, 0, err
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	_, rest, found := strings.Cut(string(status), "VmRSS:")
	if err != nil || !found {
		return 0, 0, errNone
	}
	kib, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return float64(end-start) / 100 / during.Seconds(), kib * 1024 / 1e6, err // Linux counts in hundredths of a second
}

// ticks is the CPU time of the server, in hundredths of a second.
func (s *server) ticks() (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0, errNone
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:])) // from the third on
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		return 0, errNone
	}
	return user + system, nil
}
