package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// witness is a file beside data and marks that says which buckets there have been,
// and how often each was opened; a bucket's marks say that too. A bucket that the
// witness knows and that has no marks was deleted with them; one that was opened
// less often than the witness says is an older copy put back.
type witness struct {
	Opened map[string]uint32 `json:"opened"` // by bucket
}

const witnessFile = "witness"

// readWitness reads the file. One that is not there, or cannot be read, knows
// nothing: it may be from a version that had none.
func readWitness(dir string) (w witness, err error) {
	b, err := os.ReadFile(filepath.Join(dir, witnessFile))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	} else if err == nil {
		err = json.Unmarshal(b, &w)
	}
	if w.Opened == nil || err != nil {
		w.Opened = map[string]uint32{}
	}
	return w, err
}

func (w witness) write(dir string) error {
	b, err := json.Marshal(w)
	if err != nil {
		return err
	}
	next := filepath.Join(dir, witnessFile+".new")
	if err := os.WriteFile(next, b, 0o600); err != nil {
		return diskError(err)
	}
	if err := os.Rename(next, filepath.Join(dir, witnessFile)); err != nil {
		return diskError(err)
	}
	return nil
}

// timesOpened is how often the witness says a bucket was opened; 0 if it knows none.
func (s *Store) timesOpened(name string) uint32 {
	s.witnessing.Lock()
	defer s.witnessing.Unlock()
	return s.seen().Opened[name]
}

// seen is what the witness said when the folder was opened, and says since. The
// caller holds witnessing.
func (s *Store) seen() witness {
	if s.witness.Opened == nil {
		var err error
		if s.witness, err = readWitness(s.dir); err != nil {
			s.log.Warn("store: the witness of earlier starts cannot be read and begins anew", "err", err)
		}
	}
	return s.witness
}

// attest notes in both places that buckets were opened once more: first in their
// marks, so that a death in between looks like nothing.
func (s *Store) attest(list ...*Bucket) error {
	if len(list) == 0 {
		return nil
	}
	s.witnessing.Lock()
	defer s.witnessing.Unlock()
	w := s.seen()
	times, errs := make([]uint32, len(list)), make([]error, len(list))
	var wg sync.WaitGroup
	for i, b := range list {
		seen := w.Opened[b.name]
		wg.Go(func() { times[i], errs[i] = b.marks.again(seen) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("store marks: %w", err)
	}
	for i, b := range list {
		w.Opened[b.name] = times[i]
	}
	return w.write(s.dir)
}

// again counts an opening, after those of the witness, and has it on the disk.
func (m *marks) again(seen uint32) (uint32, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.times, m.older = max(m.times, seen)+1, false
	if err := m.header(); err != nil {
		return 0, err
	}
	return m.times, diskErrorOr(m.file.Sync())
}

func diskErrorOr(err error) error {
	if err == nil {
		return nil
	}
	return diskError(err)
}

// copyWitness takes the file along with the data it is about.
func copyWitness(from, to string) error {
	b, err := os.ReadFile(filepath.Join(from, witnessFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, os.WriteFile(filepath.Join(to, witnessFile), b, 0o600))
}
