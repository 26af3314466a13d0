package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
)

// unpack returns the file of that name out of MediaPipe's packed assets: one
// file holds them all, and the script that loads it in a browser holds a JSON
// list of where each begins and ends.
func unpack(loader, data []byte, name string) ([]byte, error) {
	const call = "loadPackage({"
	i := bytes.Index(loader, []byte(call))
	if i < 0 {
		return nil, fmt.Errorf("the loader has no list of files")
	}
	var list struct {
		Files []struct {
			Filename   string
			Start, End int
		}
	}
	if err := json.NewDecoder(bytes.NewReader(loader[i+len(call)-1:])).Decode(&list); err != nil {
		return nil, fmt.Errorf("the loader's list of files: %w", err)
	}
	for _, f := range list.Files {
		if path.Base(f.Filename) != name {
			continue
		}
		if f.Start < 0 || f.End < f.Start || f.End > len(data) {
			return nil, fmt.Errorf("%s lies outside the packed file", name)
		}
		return data[f.Start:f.End], nil
	}
	return nil, fmt.Errorf("there is no %s in the packed file", name)
}
