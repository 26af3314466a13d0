// A client of WHIP and WHEP in a page of another site.
window.program = {
  async offer(pc, to, bearer) {
    await pc.setLocalDescription(await pc.createOffer());
    await new Promise((done) => {
      if (pc.iceGatheringState === 'complete') return done();
      pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && done();
      setTimeout(done, 3000);
    });
    const answer = await fetch(to, { method: 'POST', body: pc.localDescription.sdp, headers: { Authorization: 'Bearer ' + bearer, 'Content-Type': 'application/sdp' } });
    if (answer.status !== 201) return answer.status + ' ' + await answer.text();
    this.bearer = bearer;
    this.session = new URL(answer.headers.get('Location'), to).href;
    this.tag = answer.headers.get('ETag');
    await pc.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
    return '';
  },

  // With layers, the camera enlarged is sent in three encodings.
  async send(to, bearer, layers) {
    const media = await navigator.mediaDevices.getUserMedia({
      video: { width: 640, height: 360, frameRate: 30 },
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const preview = document.createElement('video');
    preview.muted = true;
    preview.srcObject = media;
    preview.play();
    this.taken = this.look(preview, true);
    const pc = this.pc = new RTCPeerConnection();
    for (let track of media.getTracks()) {
      let sendEncodings = [{ maxBitrate: track.kind === 'video' ? 2e6 : 128e3 }];
      if (track.kind === 'video' && layers) {
        track = this.enlarged(preview);
        sendEncodings = [{ rid: 'f', maxBitrate: 1e6 }, { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 4e5 }, { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 15e4 }];
      }
      if (track.kind === 'video') track.contentHint = 'detail';
      pc.addTransceiver(track, { direction: 'sendonly', streams: [media], sendEncodings });
    }
    return this.offer(pc, to, bearer);
  },

  enlarged(video) {
    const canvas = document.createElement('canvas'), draw = canvas.getContext('2d');
    [canvas.width, canvas.height] = [960, 540];
    const next = () => {
      draw.drawImage(video, 0, 0, 960, 540);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
    return canvas.captureStream(30).getVideoTracks()[0];
  },

  async watch(to, bearer) {
    const pc = this.pc = new RTCPeerConnection(), media = new MediaStream();
    pc.addTransceiver('video', { direction: 'recvonly' });
    pc.addTransceiver('audio', { direction: 'recvonly' });
    pc.ontrack = (e) => media.addTrack(e.track);
    const why = await this.offer(pc, to, bearer);
    if (why) return why;
    const video = document.querySelector('video');
    video.srcObject = media;
    video.play();
    this.numbers = [];
    this.shown = this.look(video, false, (n) => this.numbers.push(n));
    const ctx = new AudioContext();
    ctx.resume();
    this.meter = ctx.createAnalyser();
    ctx.createMediaStreamSource(media).connect(this.meter);
    return '';
  },

  // The list of a video's pictures: number and time, taken by the camera or shown, in milliseconds.
  look(video, taken, each) {
    const list = [], canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 1];
    const look = canvas.getContext('2d', { willReadFrequently: true });
    const next = (_, about) => {
      look.drawImage(video, 0, video.videoHeight * 344 / 360, video.videoWidth, 1, 0, 0, 640, 1);
      const row = look.getImageData(0, 0, 640, 1).data;
      let n = 0;
      for (let i = 0; i < 16; i++) if (row[(i * 32 + 16) * 4] > 128) n |= 1 << i;
      list.push([n, taken && about.captureTime || about.expectedDisplayTime]);
      each?.(n);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
    return list;
  },

  level() {
    const wave = new Float32Array(this.meter.fftSize);
    this.meter.getFloatTimeDomainData(wave);
    return Math.max(...wave.map(Math.abs));
  },

  async leave() {
    const gone = await fetch(this.session, { method: 'DELETE', headers: { Authorization: 'Bearer ' + this.bearer } });
    this.pc.close();
    return gone.status;
  },
};
