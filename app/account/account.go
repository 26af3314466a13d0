// Package account asks a server who somebody is there: what the server is, and what
// signing in needs.
package account

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

// Identity is what Login needs besides the user ID.
type Identity struct {
	SDKAppID uint32 `json:"sdkAppId"`
	UserSig  string `json:"userSig"`
	Secret   string `json:"secret"`
}

// read reads what was typed; the zero Server is this computer.
func read(typed string) (address.Server, error) {
	if strings.TrimSpace(typed) == model.ThisComputer {
		return address.Server{}, nil
	}
	s, err := address.Parse(typed)
	if err != nil {
		return s, &failure.Coded{Code: model.FailureServerAddress, Err: err}
	}
	return s, nil
}

// httpsTime is how long https is waited for before plain HTTP is tried.
const httpsTime = 5 * time.Second

// Find reads what was typed; the zero Server is this computer. Of what a bare name may
// mean it is the server that answers: https before plain HTTP.
func Find(ctx context.Context, typed string) (address.Server, error) {
	first, err := read(typed)
	if err != nil || first.IsZero() {
		return first, err
	}
	list, err := address.Choices(typed)
	if err != nil || len(list) < 2 {
		return first, err
	}
	ctx, cancel := context.WithTimeout(ctx, httpsTime)
	defer cancel()
	var info ServerInfo
	if err := GetJSON(ctx, list[0].URL("/api/info"), &info); err == nil && info.SDKAppID != 0 {
		return list[0], nil
	}
	return list[1], nil
}

// ServerInfo is what /api/info tells.
type ServerInfo struct {
	ID       string               `json:"id"`
	Name     string               `json:"name"`
	Version  string               `json:"version"`
	SDKAppID uint32               `json:"sdkAppId"`
	Guests   bool                 `json:"guests"`
	Limits   signaling.TextLimits `json:"limits"`
	PageURL  string               `json:"pageUrl"` // https; empty: no pages that others can use
}

// AskPage asks a server for the https address of its pages; "" where it has none, or does not say.
func AskPage(ctx context.Context, server string) string {
	var info ServerInfo
	if server == "" || GetJSON(ctx, server+"/api/info", &info) != nil || !strings.HasPrefix(info.PageURL, "https://") {
		return ""
	}
	return info.PageURL
}

// Signed uses a UserSig made by somebody's back end.
func Signed(ctx context.Context, address string, form model.SignInForm) (Identity, error) {
	var info ServerInfo
	if err := GetJSON(ctx, address+"/api/info", &info); err != nil {
		return Identity{}, err
	}
	return Identity{SDKAppID: info.SDKAppID, UserSig: strings.TrimSpace(form.UserSig)}, nil
}

// Guest asks a server for a signature with nothing but a name. secret, which may be
// empty, is that of the first time and proves that the name is ours.
func Guest(ctx context.Context, address, secret string, form model.SignInForm) (Identity, error) {
	in := map[string]string{"userId": form.UserID, "nickname": form.Nickname}
	if secret != "" {
		in["secret"] = secret
	}
	var id Identity
	err := PostJSON(ctx, address+"/api/guest", "", in, &id)
	return id, err
}

// HTTP asks servers; no answer takes longer than its time.
var HTTP = &http.Client{Timeout: 10 * time.Second}

// GetJSON reads an answer.
func GetJSON(ctx context.Context, address string, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return doJSON(req, out)
}

// PostJSON sends something, with a bearer token if there is one, and reads the answer.
func PostJSON(ctx context.Context, address, bearer string, in, out any) error {
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
	res, err := HTTP.Do(req)
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
