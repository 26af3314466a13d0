package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling"
	"onair/signaling/address"
)

// identity is what Login needs besides the user ID.
type identity struct {
	SDKAppID uint32 `json:"sdkAppId"`
	UserSig  string `json:"userSig"`
	Secret   string `json:"secret"`
}

// serverAddress reads what was typed; the zero Server is this computer.
func serverAddress(typed string) (address.Server, error) {
	if strings.TrimSpace(typed) == model.ThisComputer {
		return address.Server{}, nil
	}
	s, err := address.Parse(typed)
	if err != nil {
		return s, &failure.Coded{Code: model.FailureServerAddress, Err: err}
	}
	return s, nil
}

// serverInfo is what /api/info tells.
type serverInfo struct {
	ID       string               `json:"id"`
	Name     string               `json:"name"`
	Version  string               `json:"version"`
	SDKAppID uint32               `json:"sdkAppId"`
	Guests   bool                 `json:"guests"`
	Limits   signaling.TextLimits `json:"limits"`
}

// signedIdentity uses a UserSig made by somebody's back end.
func signedIdentity(ctx context.Context, address string, form model.SignInForm) (identity, error) {
	var info serverInfo
	if err := getJSON(ctx, address+"/api/info", &info); err != nil {
		return identity{}, err
	}
	return identity{SDKAppID: info.SDKAppID, UserSig: strings.TrimSpace(form.UserSig)}, nil
}

// guestIdentity asks a server for a signature with nothing but a name. The
// secret of the first time proves later that the name is ours.
func (a *App) guestIdentity(ctx context.Context, address string, form model.SignInForm) (identity, error) {
	key := address + " " + form.UserID
	in := map[string]string{"userId": form.UserID, "nickname": form.Nickname}
	if secret := a.guestSecret(key); secret != "" {
		in["secret"] = secret
	}
	var id identity
	if err := postJSON(ctx, address+"/api/guest", "", in, &id); err != nil {
		return identity{}, err
	}
	if id.Secret != "" {
		a.desk.Do(func() { a.desk.Settings.GuestSecrets[key] = id.Secret; a.desk.Save() })
	}
	return id, nil
}

// guestSecret reads the profile on the goroutine that owns it.
func (a *App) guestSecret(key string) string {
	answer := make(chan string, 1)
	a.desk.Do(func() { answer <- a.desk.Settings.GuestSecrets[key] })
	select {
	case s := <-answer:
		return s
	case <-a.desk.Context().Done():
		return ""
	}
}

var httpClient = &http.Client{Timeout: 10 * time.Second}

func getJSON(ctx context.Context, address string, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return doJSON(req, out)
}

func postJSON(ctx context.Context, address, bearer string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	return doJSON(req, out)
}

// doJSON decodes the answer; the server's errors come as *liveroom.Error.
func doJSON(req *http.Request, out any) error {
	res, err := httpClient.Do(req)
	if err != nil {
		return &failure.Coded{Code: model.FailureUnreachable, Err: err}
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return &failure.Coded{Code: model.FailureUnreachable, Err: err}
	}
	if res.StatusCode != http.StatusOK {
		var e struct {
			Code int    `json:"code"`
			Desc string `json:"desc"`
		}
		if json.Unmarshal(data, &e) != nil || e.Code == 0 {
			return &failure.Coded{Code: model.FailureUnreachable, Err: fmt.Errorf("%s: %w", req.URL.Host, &address.AnswerError{StatusCode: res.StatusCode, Body: string(data[:min(len(data), 512)])})}
		}
		return &liveroom.Error{Code: e.Code, Op: "SignIn", Desc: e.Desc}
	}
	if err := json.Unmarshal(data, out); err != nil {
		return &failure.Coded{Code: model.FailureUnreachable, Err: fmt.Errorf("what %s answered is not understood: %w", req.URL.Host, failure.ErrNotOnAir)}
	}
	return nil
}
