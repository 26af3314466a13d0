package model

// NearbyServer is a server found on the local network.
type NearbyServer struct {
	// Address is what SignInForm.Server takes, such as "192.168.1.20:7880".
	Address string
	// Name is the server's own, such as the name of its machine; may be empty.
	Name string
	// Here: it is the one that the user is signed in to.
	Here bool
}

// NearbyActions is what can be done with them. It is asked for by type
// assertion.
type NearbyActions interface {
	// OpenNearby signs in to a server of Lobby.Nearby with the name that the user
	// has here; signing in goes to its lobby.
	OpenNearby(address string)
}
