package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayTerms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * F3, N6: the 200 goes to the sender before the copy goes to a receiver, whichever loops their
 * connections are on. A receiver's socket is looked at first: when the copy is there, the 200 must
 * be in the sender's.
 */
class AnswerBeforeCopyTest {
  private static final int SESSIONS = 6;
  private static final int MESSAGES = 100;
  private static final String ROOM = "sip:room@example.com";

  private final MsrpConfig config =
      new MsrpConfig("127.0.0.1", "127.0.0.1", 0, null, 3, true, MsrpLimits.DEFAULT);

  /** A party on a socket. */
  private static final class Party {
    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private Socket socket = new Socket();

    Party() throws IOException {}

    private String path() {
      return "msrp://127.0.0.1:" + listening.getLocalPort() + "/party;tcp";
    }

    /**
     * Who connects names another host than they come from, so that their connection is on any loop.
     */
    private String sdp(String setup) {
      return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 "
          + (setup.equals("active") ? "192.0.2.1" : "127.0.0.1")
          + "\r\nt=0 0\r\nm=message "
          + listening.getLocalPort()
          + " TCP/MSRP *\r\na=accept-types:*\r\na=path:"
          + path()
          + "\r\na=setup:"
          + setup
          + "\r\n";
    }

    /** Takes the connection and the empty SEND that says what it is for. */
    Party accept() throws IOException {
      socket = listening.accept();
      read();
      return this;
    }

    Party connect(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      return this;
    }

    boolean hasSomething() throws IOException {
      return socket.getInputStream().available() > 0;
    }

    /** A frame, if nothing else comes with it. */
    void read() throws IOException {
      StringBuilder frame = new StringBuilder();
      while (frame.indexOf("$\r\n") < 0) {
        frame.append((char) socket.getInputStream().read());
      }
    }

    void send(String to, String id, String type, String body) throws IOException {
      String octets =
          "MSRP "
              + id
              + " SEND\r\nTo-Path: "
              + to
              + "\r\nFrom-Path: "
              + path()
              + "\r\nMessage-ID: "
              + id
              + "\r\nByte-Range: 1-"
              + body.length()
              + '/'
              + body.length()
              + "\r\nContent-Type: "
              + type
              + "\r\n\r\n"
              + body
              + "\r\n-------"
              + id
              + "$\r\n";
      socket.getOutputStream().write(octets.getBytes(US_ASCII));
    }

    void close() throws IOException {
      socket.close();
      listening.close();
    }
  }

  @Test
  void inASessionOfTwo() throws Exception {
    try (NettyMsrpPlane plane = NettyMsrpPlane.start(config)) {
      for (int i = 0; i < SESSIONS; i++) {
        Party alice = new Party();
        Party bob = new Party();
        MsrpRelay relay =
            plane.openRelay(
                new RelayTerms("test", NodeRole.ORIGINATING, false, List.of(), Duration.ZERO),
                new CountingGate(),
                new MsrpListener() {});
        relay.originating().remoteOffer(alice.sdp("active"));
        relay.terminating().offer(alice.sdp("active"));
        relay.terminating().remoteAnswer(bob.sdp("passive"));
        relay.originating().answer(bob.sdp("passive"));
        bob.accept();
        alice.connect(plane.tcpPort());
        for (int m = 0; m < MESSAGES; m++) {
          alice.send(relay.originating().path(), "message" + m, "text/plain", "hello " + m);
          assertAnsweredFirst(alice, List.of(bob));
        }
        alice.close();
        bob.close();
      }
    }
  }

  @Test
  void inAConference() throws Exception {
    MessageGate gate = new CountingGate();
    try (NettyMsrpPlane plane = NettyMsrpPlane.start(config)) {
      for (int i = 0; i < SESSIONS; i++) {
        MsrpConference conference =
            plane.openConference(
                new ConferenceTerms("room", ROOM, false, false, Duration.ZERO),
                new MsrpListener() {});
        Party alice = new Party();
        FocusLeg leg = conference.join(new MsrpParticipant("sip:alice@example.com"));
        leg.admit(gate);
        leg.remoteOffer(alice.sdp("active"));
        leg.answer();
        List<Party> others = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
          Party other = new Party();
          FocusLeg to = conference.join(new MsrpParticipant("sip:u" + n + "@example.com"));
          to.offer();
          to.remoteAnswer(other.sdp("passive"));
          others.add(other.accept());
        }
        alice.connect(plane.tcpPort());
        String body =
            "From: <sip:alice@example.com>\r\nTo: <"
                + ROOM
                + ">\r\n\r\nContent-Type: text/plain"
                + "\r\n\r\nhello";
        for (int m = 0; m < MESSAGES; m++) {
          alice.send(leg.path(), "message" + m, "message/cpim", body);
          assertAnsweredFirst(alice, others);
        }
        alice.close();
        for (Party other : others) {
          other.close();
        }
      }
    }
  }

  private static void assertAnsweredFirst(Party sender, List<Party> receivers) throws IOException {
    boolean copied = false;
    while (!copied) {
      for (Party receiver : receivers) {
        copied |= receiver.hasSomething();
      }
    }
    assertThat(sender.hasSomething()).as("the 200 is there when a copy is").isTrue();
    sender.read();
    for (Party receiver : receivers) {
      receiver.read();
    }
  }
}
