// Package ort runs the networks of package face with ONNX Runtime, a shared
// library that is loaded while the program runs. Without the library
// everything else works: Open returns an *Unavailable that says what to do.
package ort
