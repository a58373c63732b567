package io.tollgate.bench.msrp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.msrp.session.NettyMsrpPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Builds what is measured. */
final class Carriages {
  private static final String SENDER = "msrp://127.0.0.1:9/sender;tcp";
  private static final String ROOM = "sip:room@example.com";

  private Carriages() {}

  private static String sdp(int port, String path, String setup) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message "
        + port
        + " TCP/MSRP *\r\na=accept-types:*\r\na=path:"
        + path
        + "\r\na=setup:"
        + setup
        + "\r\n";
  }

  private static String path(int port) {
    return "msrp://127.0.0.1:" + port + "/receiver;tcp";
  }

  static Carriage direct(int connections, byte[] body) throws IOException {
    AtomicLong count = new AtomicLong();
    Carriage carriage = new Carriage("direct", count);
    for (int i = 0; i < connections; i++) {
      Receiver receiver = new Receiver(count);
      carriage.with(receiver);
      byte[] frame = Frames.send(path(receiver.port()), SENDER, "text/plain", body);
      carriage.add(new Sender(receiver.port(), frame));
    }
    return carriage;
  }

  static Carriage rawCopy(int connections, byte[] body) throws IOException {
    AtomicLong count = new AtomicLong();
    Carriage carriage = new Carriage("raw copy", count);
    for (int i = 0; i < connections; i++) {
      Receiver receiver = new Receiver(count);
      RawCopy copy = new RawCopy(receiver.port());
      carriage.with(receiver).with(copy);
      byte[] frame = Frames.send(path(receiver.port()), SENDER, "text/plain", body);
      carriage.add(new Sender(copy.port(), frame));
    }
    return carriage;
  }

  static Carriage kamailio(Kamailio relay, int connections, byte[] body) throws IOException {
    AtomicLong count = new AtomicLong();
    Carriage carriage = new Carriage("kamailio", count);
    for (int i = 0; i < connections; i++) {
      Receiver receiver = new Receiver(count);
      carriage.with(receiver);
      String path = relay.pathTo(path(receiver.port()));
      carriage.add(new Sender(relay.port(), Frames.send(path, SENDER, "text/plain", body)));
    }
    return carriage;
  }

  static Carriage relay(NettyMsrpPlane plane, int connections, byte[] body) throws IOException {
    AtomicLong count = new AtomicLong();
    Carriage carriage = new Carriage("relay", count);
    for (int i = 0; i < connections; i++) {
      Receiver receiver = new Receiver(count);
      carriage.with(receiver);
      String path = relayed(plane, receiver.port());
      carriage.add(new Sender(plane.tcpPort(), Frames.send(path, SENDER, "text/plain", body)));
    }
    return carriage;
  }

  /** A relayed session to that port; gives the path for the sender. */
  static String relayed(NettyMsrpPlane plane, int port) {
    MsrpRelay relay =
        plane.openRelay(
            new RelayTerms("bench", NodeRole.ORIGINATING, false, List.of(), Duration.ZERO),
            new FreeGate(),
            new MsrpListener() {});
    String offer = sdp(9, SENDER, "active");
    relay.originating().remoteOffer(offer);
    relay.terminating().offer(offer);
    String answer = sdp(port, path(port), "passive");
    relay.terminating().remoteAnswer(answer);
    relay.originating().answer(answer);
    return relay.originating().path();
  }

  /** 99th percentile of the time a message takes, in milliseconds. */
  static double latency(NettyMsrpPlane plane, boolean relayed, int seconds) throws IOException {
    Latency latency = new Latency(seconds);
    try (Receiver receiver = new Receiver(new AtomicLong()).to(latency::read);
        RawCopy copy = new RawCopy(receiver.port())) {
      String path = relayed ? relayed(plane, receiver.port()) : path(receiver.port());
      byte[] frame = Frames.send(path, SENDER, "text/plain", Latency.body());
      try (Sender sender = new Sender(relayed ? plane.tcpPort() : copy.port(), frame)) {
        return latency.p99(sender, frame);
      }
    }
  }

  static Carriage fanOut(NettyMsrpPlane plane, int receivers, byte[] body) throws IOException {
    return fanOut(plane, "fan-out", receivers, 0, body);
  }

  /** One of the receivers takes nothing from their connection; those who do are counted. */
  static Carriage fanOutOneStuck(NettyMsrpPlane plane, int receivers, byte[] body)
      throws IOException {
    return fanOut(plane, "fan-out with one stuck", receivers, 1, body);
  }

  private static Carriage fanOut(
      NettyMsrpPlane plane, String name, int receivers, int stuck, byte[] body) throws IOException {
    AtomicLong count = new AtomicLong();
    Carriage carriage = new Carriage(name, count);
    MsrpConference conference =
        plane.openConference(
            new ConferenceTerms("bench", ROOM, false, false, Duration.ZERO), new MsrpListener() {});
    for (int i = 0; i < receivers; i++) {
      int port;
      if (i < stuck) {
        ServerSocket neverAccepts = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        carriage.with(neverAccepts);
        port = neverAccepts.getLocalPort();
      } else {
        Receiver receiver = new Receiver(count);
        carriage.with(receiver);
        port = receiver.port();
      }
      FocusLeg leg = conference.join(new MsrpParticipant("sip:user" + i + "@example.com"));
      leg.offer();
      leg.remoteAnswer(sdp(port, path(port), "passive"));
    }
    FocusLeg leg = conference.join(new MsrpParticipant("sip:sender@example.com"));
    leg.admit(new FreeGate());
    leg.remoteOffer(sdp(9, SENDER, "active"));
    leg.answer();
    ByteArrayOutputStream cpim = new ByteArrayOutputStream();
    cpim.writeBytes(
        ("From: <sip:sender@example.com>\r\nTo: <"
                + ROOM
                + ">\r\nDateTime: 2026-01-01T00:00:00Z\r\n\r\nContent-Type: text/plain\r\n\r\n")
            .getBytes(US_ASCII));
    cpim.write(body, 0, Math.max(1, body.length - cpim.size()));
    carriage.add(
        new Sender(
            plane.tcpPort(), Frames.send(leg.path(), SENDER, "message/cpim", cpim.toByteArray())));
    return carriage;
  }
}
