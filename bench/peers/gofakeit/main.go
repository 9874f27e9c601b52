// gofakeit, with the unlocked generator that its documentation gives for one goroutine.
// Its Address also makes a country and coordinates, so the address is put together from its parts.
package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"github.com/brianvoe/gofakeit/v7"
)

const (
	module         = "github.com/brianvoe/gofakeit/v7"
	measuredRounds = 3
)

type user struct {
	Name    string `json:"name"`
	Email   string `json:"email"`
	Address string `json:"address"`
	Age     int    `json:"age"`
}

type result struct {
	Peer        string  `json:"peer"`
	Version     string  `json:"version"`
	Runtime     string  `json:"runtime"`
	RecordNs    float64 `json:"record_ns"`
	NameNs      float64 `json:"name_ns"`
	Records     int     `json:"records"`
	RecordBytes float64 `json:"record_bytes"`
}

// cpuNs is the process CPU time so far, in nanoseconds.
func cpuNs() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// measure gives nanoseconds of process CPU time per call (best round after one warm-up round) and mean length.
func measure(count int, produce func() int) (ns, meanLength float64) {
	var best int64
	var length int
	for round := 0; round <= measuredRounds; round++ {
		length = 0
		start := cpuNs()
		for i := 0; i < count; i++ {
			length += produce()
		}
		if spent := cpuNs() - start; round == 1 || round > 1 && spent < best {
			best = spent
		}
	}
	return float64(best) / float64(count), float64(length) / float64(count)
}

func moduleVersion() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return strings.TrimPrefix(dependency.Version, "v")
		}
	}
	return "unknown"
}

func main() {
	runtime.GOMAXPROCS(1)
	records, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	fake := gofakeit.NewFaker(rand.NewPCG(42, 42), false)
	record := func() int {
		text, err := json.Marshal(user{
			Name:    fake.Name(),
			Email:   fake.Email(),
			Address: fake.Street() + "\n" + fake.City() + ", " + fake.StateAbr() + " " + fake.Zip(),
			Age:     fake.Number(18, 80),
		})
		if err != nil {
			panic(err)
		}
		return len(text)
	}
	recordNs, recordBytes := measure(records, record)
	nameNs, _ := measure(records, func() int { return len(fake.Name()) })
	line, err := json.Marshal(result{
		"gofakeit", moduleVersion(), "Go " + strings.TrimPrefix(runtime.Version(), "go"), recordNs, nameNs, records, recordBytes,
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}
