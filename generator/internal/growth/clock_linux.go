package growth

import (
	"time"

	"golang.org/x/sys/unix"
)

// now is the CPU time that this thread has used; getrusage tells it in steps
// of some milliseconds only.
func now() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts); err != nil {
		panic(err) // the arguments are right, and there is no other reason
	}
	return time.Duration(ts.Nano())
}
