// Package stream keeps media going: the own stream to the server, and others'
// streams to the user, each sent or played again after a loss. It knows neither
// rooms nor messages: who asks the server, and who is told what, is given at
// construction.
package stream
