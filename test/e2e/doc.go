// Package e2e uses the real program as people do: real windows on a virtual
// display, a real mouse and keyboard, a private sound server, screenshots. Its tests
// have the build tag e2e.
package e2e
