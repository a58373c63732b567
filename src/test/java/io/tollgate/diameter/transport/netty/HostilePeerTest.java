package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.TIMERS;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static io.tollgate.diameter.transport.TestRequests.rar;
import static io.tollgate.diameter.transport.TestRequests.serverRequest;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.AddressRange;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerConfig.Wire;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TestCertificates;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A peer that means harm, or is broken: a clear error or a closed connection for it, and nothing at
 * all for the others.
 *
 * <pre>
 *   good.example.com  <---- we connect ----+
 *   bad.example.com   <---- we connect ----+-- transport under test
 *   in.example.com    ---- connects ------>+
 * </pre>
 */
class HostilePeerTest {
  private final ScriptedPeer good = ScriptedPeer.named("good.example.com");
  private final ScriptedPeer bad = ScriptedPeer.named("bad.example.com");
  private NettyDiameterTransport transport;

  /** Made once: keys take a while. */
  @TempDir private static Path directory;

  private static @Nullable TlsConfig tls;

  @BeforeEach
  void start() throws Exception {
    PeerConfig inbound =
        new PeerConfig(
            "in.example.com",
            "127.0.0.1",
            0,
            PeerConfig.Wire.TCP,
            Set.of(ChargingInterface.values()),
            9,
            1,
            100,
            0);
    transport =
        new NettyDiameterTransport(
            new TransportConfig(
                NODE,
                "example.com",
                "example.com",
                List.of(
                    good.config().withPriority(1),
                    bad.config().withPriority(2),
                    inbound,
                    named(inbound, "roaming.example.com", Wire.TCP)
                        .withSources(List.of(AddressRange.parse("127.0.7.0/24"))),
                    named(inbound, "secure.example.com", Wire.TLS)),
                TIMERS,
                new InetSocketAddress("127.0.0.1", 0),
                PeerConfig.Wire.TCP,
                tls()),
            TransportMetrics.NONE);
    transport.start((request, peer, reply) -> reply.answer(ResultCode.SUCCESS, Avps.NONE));
    awaitBadIs(PeerState.OPEN);
    await("good is open", () -> stateOf("good.example.com") == PeerState.OPEN);
  }

  @AfterEach
  void nobodyElseIsHarmedAndTheListenerLives() throws Exception {
    try (Socket friend = connect()) {
      assertThat(resultOf(ask(transport, acr(transport, "after")))).isEqualTo(2001);
      friend.getOutputStream().write(cer("in.example.com"));
      assertThat(result(read(friend))).isEqualTo(2001);
    } finally {
      transport.stop(Duration.ZERO);
      good.close();
      bad.close();
    }
  }

  static Stream<Integer> lengthsNoMessageHas() {
    return Stream.concat(
        IntStream.range(0, 20).boxed(), Stream.of(21, 22, 23, 1001, 0xFF_FFFF, 0xFF_FFFC));
  }

  @ParameterizedTest
  @MethodSource("lengthsNoMessageHas")
  void aLengthThatCannotBeClosesTheConnection(int length) throws Exception {
    byte[] header = ByteBuffer.allocate(64).putInt(1 << 24 | length).array();
    bad.sendRaw(header);
    awaitBadLeaves();
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(header);
      assertClosed(stranger);
    }
  }

  @Test
  void anotherVersionClosesTheConnection() throws Exception {
    bad.sendRaw(ByteBuffer.allocate(20).putInt(2 << 24 | 20).array());
    awaitBadLeaves();
  }

  @Test
  void groupsNestedTenThousandDeepAreRefused() throws Exception {
    int depth = 10_000;
    ByteBuffer nest = ByteBuffer.allocate(depth * 8);
    for (int i = 0; i < depth; i++) {
      nest.putInt(BaseAvps.PROXY_INFO.code()).putInt(0x40 << 24 | (depth - i) * 8);
    }
    bad.send(serverRequest(Commands.RE_AUTH.code(), 1, with(Avps.of(nest.array()))));
    assertThat(result(bad.nextAnswer())).isEqualTo(ResultCode.INVALID_AVP_VALUE);
  }

  @Test
  void anInnerLengthBeyondTheOuterOneIsRefused() throws Exception {
    byte[] group =
        ByteBuffer.allocate(16)
            .putInt(BaseAvps.PROXY_INFO.code())
            .putInt(0x40 << 24 | 16)
            .putInt(BaseAvps.PROXY_HOST.code())
            .putInt(0x40 << 24 | 5000)
            .array();
    bad.send(serverRequest(Commands.RE_AUTH.code(), 1, with(Avps.of(group))));
    Message answer = bad.nextAnswer();
    assertThat(result(answer)).isEqualTo(ResultCode.INVALID_AVP_LENGTH);
    assertThat(answer.avps().has(BaseAvps.FAILED_AVP)).isTrue();
    assertThat(answer.avps().text(BaseAvps.SESSION_ID)).isEqualTo("s");
  }

  @Test
  void sixtyFourOriginHostsInACerAreRefused() throws Exception {
    AvpWriter out = new AvpWriter();
    for (int i = 0; i < 64; i++) {
      out.text(BaseAvps.ORIGIN_HOST, "in.example.com");
    }
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(cer(out.toAvps()));
      assertThat(result(read(stranger))).isEqualTo(ResultCode.AVP_OCCURS_TOO_MANY_TIMES);
      assertClosed(stranger);
    }
  }

  @Test
  void nulInASessionIdIsRefused() throws Exception {
    bad.send(rar("a\0b", "bad.example.com"));
    assertThat(result(bad.nextAnswer())).isEqualTo(ResultCode.INVALID_AVP_VALUE);
  }

  @Test
  void anAddressOfTheWrongFamilyIsRefused() throws Exception {
    byte[] address =
        ByteBuffer.allocate(16)
            .putInt(BaseAvps.HOST_IP_ADDRESS.code())
            .putInt(0x40 << 24 | 14)
            .putShort((short) 2)
            .put(new byte[] {127, 0, 0, 1})
            .array();
    bad.send(serverRequest(Commands.RE_AUTH.code(), 1, with(Avps.of(address))));
    assertThat(result(bad.nextAnswer())).isEqualTo(ResultCode.INVALID_AVP_LENGTH);
  }

  @Test
  void answersNobodyAskedForAreDropped() throws Exception {
    Avps avps =
        new AvpWriter()
            .text(BaseAvps.SESSION_ID, "s")
            .unsigned32(BaseAvps.RESULT_CODE, 2001)
            .toAvps();
    for (int i = 0; i < 1000; i++) {
      bad.send(new Message(0, Commands.ACCOUNTING.code(), 3, i, i, avps));
    }
    bad.send(rar("s", "bad.example.com"));
    assertThat(result(bad.nextAnswer())).isEqualTo(2001);
  }

  @Test
  void halfAMessageAndSilenceDoesNotDelayTheOthers() throws Exception {
    byte[] whole = MessageCodec.encode(rar("s", "bad.example.com"));
    byte[] half = new byte[whole.length / 2];
    System.arraycopy(whole, 0, half, 0, half.length);
    bad.sendRaw(half);
    assertThat(resultOf(ask(transport, acr(transport, "meanwhile")))).isEqualTo(2001);
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(half);
      // Who never finishes the capabilities exchange is dropped when its time is up.
      assertClosed(stranger);
    }
  }

  @Test
  void aHundredMegabytesOfGarbageCostAConnection() throws Exception {
    Random random = new Random(4);
    byte[] garbage = new byte[1 << 20];
    for (int i = 0; i < 5; i++) {
      try (Socket stranger = connect()) {
        random.nextBytes(garbage);
        for (int sent = 0; sent < 20; sent++) {
          stranger.getOutputStream().write(garbage);
        }
        assertClosed(stranger);
      } catch (SocketException e) {
        assertThat(e).hasMessageMatching("(?s).*(reset|[Bb]roken pipe|abort).*");
      }
    }
  }

  @Test
  void garbageInWellFramedMessagesIsDroppedWithoutEnd() throws Exception {
    Random random = new Random(5);
    byte[] message = new byte[1024];
    long before = used();
    for (int i = 0; i < 50_000; i++) {
      random.nextBytes(message);
      ByteBuffer.wrap(message)
          .putInt(0, 1 << 24 | message.length)
          .putInt(4, Commands.CREDIT_CONTROL.code());
      bad.sendRaw(message);
    }
    assertThat(resultOf(ask(transport, acr(transport, "meanwhile")))).isEqualTo(2001);
    assertThat(used() - before).isLessThan(64L << 20);
  }

  @Test
  void aPeerThatAsksAndNeverReadsIsCutOff() throws Exception {
    byte[] rar = MessageCodec.encode(rar("s" + "x".repeat(1000), "in.example.com"));
    try (Socket deaf = connect()) {
      deaf.getOutputStream().write(cer("in.example.com"));
      assertThat(result(read(deaf))).isEqualTo(2001);
      for (int i = 0; i < 200_000; i++) {
        deaf.getOutputStream().write(rar);
      }
      assertThat(false).as("200,000 requests were taken without an answer being read").isTrue();
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching("(?s).*(reset|[Bb]roken pipe|abort).*");
    }
    await("gone", () -> stateOf("in.example.com") == PeerState.DOWN);
  }

  @Test
  void strangersAreNotLetIn() throws Exception {
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(cer("stranger.example.com"));
      assertThat(result(read(stranger))).isEqualTo(ResultCode.UNKNOWN_PEER);
      assertClosed(stranger);
    }
  }

  /** Whoever knows a name on the list is not that peer yet: it comes from its own address. */
  @Test
  void aPeersNameFromAnotherAddressIsNotLetIn() throws Exception {
    try (Socket impostor = connectFrom("127.0.0.66")) {
      impostor.getOutputStream().write(cer("in.example.com"));
      assertThat(result(read(impostor))).isEqualTo(ResultCode.UNKNOWN_PEER);
      assertClosed(impostor);
    }
    assertThat(stateOf("in.example.com")).isEqualTo(PeerState.DOWN);
  }

  @Test
  void aPeerMayComeFromANetworkThatIsGiven() throws Exception {
    try (Socket peer = connectFrom("127.0.7.9")) {
      peer.getOutputStream().write(cer("roaming.example.com"));
      assertThat(result(read(peer))).isEqualTo(2001);
    }
    try (Socket outside = connectFrom("127.0.8.9")) {
      outside.getOutputStream().write(cer("roaming.example.com"));
      assertThat(result(read(outside))).isEqualTo(ResultCode.UNKNOWN_PEER);
    }
  }

  @Test
  void aPeerThatIsToUseTlsIsNotLetInInTheClear() throws Exception {
    try (Socket plain = connect()) {
      plain.getOutputStream().write(cer("secure.example.com"));
      assertThat(result(read(plain))).isEqualTo(ResultCode.NO_COMMON_SECURITY);
      assertClosed(plain);
    }
  }

  @Test
  void aPeerWithoutOurApplicationsIsTurnedAway() throws Exception {
    try (Socket peer = connect()) {
      Avps avps =
          identity("in.example.com").unsigned32(BaseAvps.AUTH_APPLICATION_ID, 16_777_238).toAvps();
      peer.getOutputStream()
          .write(
              MessageCodec.encode(
                  new Message(
                      Message.REQUEST, Commands.CAPABILITIES_EXCHANGE.code(), 0, 1, 1, avps)));
      assertThat(result(read(peer))).isEqualTo(ResultCode.NO_COMMON_APPLICATION);
      assertClosed(peer);
    }
  }

  @Test
  void aSecondConnectionOfAPeerIsTurnedAway() throws Exception {
    try (Socket again = connect()) {
      again.getOutputStream().write(cer("good.example.com"));
      assertThat(result(read(again))).isEqualTo(ResultCode.ELECTION_LOST);
      assertClosed(again);
    }
  }

  @Test
  void requestsBeforeTheCapabilitiesExchangeCloseTheConnection() throws Exception {
    try (Socket stranger = connect()) {
      stranger.getOutputStream().write(MessageCodec.encode(rar("s", "in.example.com")));
      assertClosed(stranger);
    }
  }

  @Test
  void unknownCommandsAndApplicationsAreRefused() throws Exception {
    bad.send(serverRequest(9999, 1, with(Avps.NONE)));
    assertThat(result(bad.nextAnswer())).isEqualTo(ResultCode.COMMAND_UNSUPPORTED);
    Message rar = rar("s", "bad.example.com");
    bad.send(new Message(rar.flags(), rar.command(), 77, 1, 1, rar.avps()));
    Message answer = bad.nextAnswer();
    assertThat(result(answer)).isEqualTo(ResultCode.APPLICATION_UNSUPPORTED);
    assertThat(answer.isError()).isTrue();
  }

  private static Avps with(Avps more) {
    return new AvpWriter().append(rar("s", "bad.example.com").avps()).append(more).toAvps();
  }

  private static byte[] cer(String host) throws IOException {
    return cer(
        identity(host)
            .unsigned32(BaseAvps.AUTH_APPLICATION_ID, 4)
            .unsigned32(BaseAvps.ACCT_APPLICATION_ID, 3)
            .toAvps());
  }

  private static byte[] cer(Avps avps) {
    return MessageCodec.encode(
        new Message(Message.REQUEST, Commands.CAPABILITIES_EXCHANGE.code(), 0, 7, 7, avps));
  }

  private static AvpWriter identity(String host) throws IOException {
    return new AvpWriter()
        .text(BaseAvps.ORIGIN_HOST, host)
        .text(BaseAvps.ORIGIN_REALM, "example.com")
        .address(BaseAvps.HOST_IP_ADDRESS, InetAddress.getByName("127.0.0.1"))
        .unsigned32(BaseAvps.VENDOR_ID, 0)
        .text(BaseAvps.PRODUCT_NAME, "test");
  }

  private static PeerConfig named(PeerConfig peer, String host, Wire wire) {
    return new PeerConfig(host, "127.0.0.1", 0, wire, peer.interfaces(), 9, 1, 100, 0);
  }

  private static TlsConfig tls() throws Exception {
    TlsConfig made = tls;
    if (made == null) {
      TestCertificates certificates = new TestCertificates(directory);
      certificates.make("tollgate.example.com");
      made =
          certificates.config(
              "tollgate.example.com", certificates.certificate("tollgate.example.com"));
      tls = made;
    }
    return made;
  }

  private Socket connectFrom(String address) throws IOException {
    InetSocketAddress at = transport.listening();
    Socket socket =
        new Socket(
            requireNonNull(at).getAddress(), at.getPort(), InetAddress.getByName(address), 0);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private Socket connect() throws IOException {
    InetSocketAddress at = transport.listening();
    Socket socket = new Socket(requireNonNull(at).getAddress(), at.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Message read(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int first = in.readInt();
    byte[] bytes = new byte[first & 0xFF_FFFF];
    ByteBuffer.wrap(bytes).putInt(first);
    in.readFully(bytes, 4, bytes.length - 4);
    return MessageCodec.header(bytes);
  }

  private static long result(Message answer) {
    return answer.avps().unsigned32(BaseAvps.RESULT_CODE).orElse(0);
  }

  private static void assertClosed(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private void awaitBadIs(PeerState state) {
    await("bad is " + state, () -> stateOf("bad.example.com") == state);
  }

  /** It may be connected again by the time anybody looks: the old connection is what counts. */
  private void awaitBadLeaves() {
    bad.nextPeerMessage();
    bad.nextPeerMessage();
  }

  private PeerState stateOf(String host) {
    return transport.peers().stream()
        .filter(peer -> peer.host().equals(host))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
