package server

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"onair/server/streamkey"
	"onair/signaling"
)

func TestStreamKeysAreTheirUsersAlone(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	var made signaling.StreamKeyReply
	anna.must(signaling.TypeMakeStreamKey, signaling.StreamKeyRequest{RoomID: 7}, &made)
	if made.Addresses.WHIP != "http://"+s.Addr()+"/whip" || made.RoomID != 7 || !strings.HasPrefix(made.Key, made.ID) {
		t.Errorf("%+v", made)
	}
	list := func(u *user) (ids []string) {
		var out signaling.StreamKeyList
		u.must(signaling.TypeStreamKeys, nil, &out)
		for _, k := range out.Keys {
			ids = append(ids, k.ID)
		}
		return ids
	}
	if got := list(anna); !slices.Equal(got, []string{made.ID}) || len(list(ben)) != 0 {
		t.Errorf("%q", got)
	}
	ben.refused(signaling.CodeStreamKey, signaling.TypeRevokeStreamKey, signaling.StreamKeyRevocation{ID: made.ID})
	ben.refused(signaling.CodeStreamKey, signaling.TypeRevokeStreamKey, signaling.StreamKeyRevocation{Key: made.Key})
	ben.refused(signaling.CodeBadRoom, signaling.TypeMakeStreamKey, signaling.StreamKeyRequest{RoomID: signaling.MaxRoomID + 1})
	anna.must(signaling.TypeRevokeStreamKey, signaling.StreamKeyRevocation{Key: made.Key}, nil)
	anna.refused(signaling.CodeStreamKey, signaling.TypeRevokeStreamKey, signaling.StreamKeyRevocation{ID: made.ID})
	for range signaling.MaxStreamKeys {
		anna.must(signaling.TypeMakeStreamKey, nil, nil)
	}
	anna.refused(signaling.CodeListFull, signaling.TypeMakeStreamKey, nil)
	anna.must(signaling.TypeRevokeStreamKey, nil, nil)
	if got := list(anna); len(got) != 0 {
		t.Errorf("left: %q", got)
	}
	for range 10 { // twenty at once
		_ = anna.Call(t.Context(), signaling.TypeRevokeStreamKey, nil, nil)
	}
	anna.refused(signaling.CodeAskLater, signaling.TypeMakeStreamKey, nil)
}

func TestAnOrderAboutKeysIsDoneWhetherTheServerRunsOrNot(t *testing.T) {
	s := start(t)
	order := func(o streamkey.Order) (string, error) {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		return StreamKey(ctx, s.dir, o, slog.New(slog.DiscardHandler))
	}
	running, err := order(streamkey.Order{UserID: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	if k, err := s.keys.Find(running); err != nil || k.User != "anna" {
		t.Fatalf("%+v, %v", k, err)
	}
	if _, err := order(streamkey.Order{UserID: "../anna"}); signaling.CodeOf(err) != signaling.CodeBadArgument {
		t.Errorf("a bad user: %v", err)
	}
	if status, _ := s.post(localKeyPath, `{"userId":"anna"}`, "Authorization", "Bearer wrong"); status != 403 {
		t.Errorf("without the token: %d", status)
	}
	s.stop()
	stopped, err := order(streamkey.Order{UserID: "anna", RoomID: 9})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := order(streamkey.Order{UserID: "anna", Revoke: true, Key: running}); err != nil {
		t.Fatal(err)
	}
	again := startIn(t, s.dir, newFakeRelay)
	if k, err := again.keys.Find(stopped); err != nil || k.Room != 9 {
		t.Errorf("made while it was stopped: %+v, %v", k, err)
	}
	if _, err := again.keys.Find(running); err == nil {
		t.Error("revoked while it was stopped, and good")
	}
	if _, err := order(streamkey.Order{UserID: "anna", Revoke: true, RoomID: 9}); err != nil || len(again.keys.Of("anna")) != 0 {
		t.Errorf("revoked by its room: %v, left %v", err, again.keys.Of("anna"))
	}
}
