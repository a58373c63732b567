package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page mode to lists (RFC 5365) and groups: who gets what, and what is refused. */
class MessageToManyIT {
  private static final String LIST =
      "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>%s</list>"
          + "</resource-lists>";

  @TempDir Path folder;
  private TollgateServer server;
  private DatagramSocket alice;
  private DatagramSocket bob;

  @BeforeEach
  void start() throws IOException {
    alice = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    bob = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    alice.setSoTimeout(15_000);
    bob.setSoTimeout(15_000);
    Path groups = folder.resolve("groups");
    Files.writeString(
        groups,
        "sip:team@example.com group members=sip:alice@example.com,"
            + uri(bob)
            + ",sip:crew@example.com\n"
            + "sip:crew@example.com group members=sip:team@example.com\n"
            + "sip:news@example.com room open\n");
    server = TollgateServer.start(Map.of("conference.groups-file", groups.toString()));
  }

  @AfterEach
  void stop() {
    server.close();
    alice.close();
    bob.close();
  }

  @Test
  void whatGoesToAListGoesToEachOfItWithoutTheList() throws IOException {
    send("alice", factory(), listed("<entry uri=\"" + uri(bob) + "\"/>", "Hello all"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 202");
    SipText copy = next(bob);
    assertThat(copy.startLine()).isEqualTo("MESSAGE " + uri(bob) + " SIP/2.0");
    assertThat(copy.header("To")).contains(uri(bob));
    assertThat(copy.header("From")).contains("sip:alice@example.com");
    assertThat(copy.header("Content-Type")).startsWith("text/plain");
    assertThat(copy.header("Max-Forwards")).isEqualTo("69");
    assertThat(copy.headers("Require")).isEmpty();
    assertThat(copy.body()).isEqualTo("Hello all");
  }

  @Test
  void aMemberWritesToTheOthersOfHisGroupAndToNoGroupInIt() throws IOException {
    send("alice", "sip:team@example.com", plain("Hello team"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 202");
    assertThat(next(bob).body()).isEqualTo("Hello team");
  }

  @Test
  void aStrangerToTheGroupIsRefused() throws IOException {
    send("mallory", "sip:team@example.com", plain("Hello team"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 403");
  }

  @Test
  void aGroupOfGroupsAloneReachesNobody() throws IOException {
    send("alice", "sip:crew@example.com", plain("Hello crew"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 403");
    send("team", "sip:crew@example.com", plain("Hello crew"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 400");
  }

  @Test
  void aChatRoomTakesNoPageModeMessages() throws IOException {
    send("alice", "sip:news@example.com", plain("Hello room"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 405");
  }

  @Test
  void aListOfNobodyOfGroupsOrOfNothingToSayIsRefused() throws IOException {
    send("alice", factory(), plain("Hello"));
    assertThat(next(alice).startLine()).startsWith("SIP/2.0 400");
    send("alice", factory(), listed("<entry uri=\"sip:team@example.com\"/>", "Hello"));
    assertThat(next(alice).header("Warning")).contains("team@example.com");
    send(
        "alice",
        factory(),
        "Content-Type: application/resource-lists+xml\r\n\r\n"
            + LIST.formatted("<entry uri=\"" + uri(bob) + "\"/>"));
    assertThat(next(alice).header("Warning")).contains("no message");
  }

  private String factory() {
    return "sip:conference-factory@127.0.0.1:" + server.sipPort();
  }

  private static String uri(DatagramSocket socket) {
    return "sip:bob@127.0.0.1:" + socket.getLocalPort();
  }

  private static String plain(String text) {
    return "Content-Type: text/plain\r\n\r\n" + text;
  }

  private static String listed(String entries, String text) {
    return "Require: recipient-list-message\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: application/resource-lists+xml\r\n"
        + "Content-Disposition: recipient-list\r\n\r\n"
        + LIST.formatted(entries)
        + "\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        + text
        + "\r\n--b--\r\n";
  }

  /**
   * @param rest the headers of the body, an empty line, the body
   */
  private void send(String user, String target, String rest) throws IOException {
    String id = UUID.randomUUID().toString();
    int body = rest.length() - rest.indexOf("\r\n\r\n") - 4;
    String text =
        "MESSAGE %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s\r\n"
                .formatted(target, alice.getLocalPort(), id)
            + "From: <sip:%s@example.com>;tag=1\r\nTo: <%s>\r\nCall-ID: %s\r\n"
                .formatted(user, target, id)
            + "CSeq: 1 MESSAGE\r\nMax-Forwards: 70\r\nContent-Length: %d\r\n%s"
                .formatted(body, rest);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    alice.send(
        new DatagramPacket(
            bytes,
            bytes.length,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort())));
  }

  /** The next message but 100 Trying and copies of what came before. */
  private static SipText next(DatagramSocket socket) throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.receive(packet);
      SipText message =
          new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
      if (!message.startLine().startsWith("SIP/2.0 100")) {
        return message;
      }
    }
  }
}
