// Command tflite2onnx converts MediaPipe's face, hand and person models from
// TensorFlow Lite to ONNX.
//
//	tflite2onnx model.tflite model.onnx
//	tflite2onnx -packed x_packed_assets_loader.js:model.tflite x_packed_assets.data model.onnx
//
// The second form takes the model out of the packed file that some of MediaPipe's
// npm packages hold.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"onair/tools/tflite2onnx/convert"
	"onair/tools/tflite2onnx/tflite"
)

func main() {
	packed := flag.String("packed", "", "`loader:name`: the first file is packed, take this one out of it")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: tflite2onnx [-packed loader:name] in out.onnx")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*packed, flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "tflite2onnx:", err)
		os.Exit(1)
	}
}

func run(packed, in, out string) error {
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	if loader, name, ok := strings.Cut(packed, ":"); ok {
		script, err := os.ReadFile(loader)
		if err != nil {
			return err
		}
		if data, err = unpack(script, data, name); err != nil {
			return err
		}
	}
	m, err := tflite.Parse(data)
	if err != nil {
		return err
	}
	file, err := convert.Convert(m)
	if err != nil {
		return err
	}
	return os.WriteFile(out, file, 0o644)
}
