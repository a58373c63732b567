package io.tollgate.msrp.session;

import io.netty.buffer.PooledByteBufAllocator;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.FrameFuzzer;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A relayed session and a conference over sockets. Their messages are written in segments that end
 * anywhere, while others send nonsense: the messages arrive octet by octet, and are counted.
 */
public final class SplitFuzzer implements AutoCloseable {
  private final Random random;
  private final FrameFuzzer nonsense;
  private final RelayLab relay;
  private final ConferenceLab conference;
  private long messages;
  private long segments;
  private long hostile;
  private long mostMemory;

  public SplitFuzzer(long seed) throws IOException {
    random = new Random(seed);
    nonsense = new FrameFuzzer(seed);
    relay = new RelayLab(MsrpLimits.DEFAULT, new CountingGate()).connected();
    conference = new ConferenceLab(Limits.patient(), new CountingGate()).with(3);
  }

  /** One message each way and one to all, each after somebody else's nonsense. */
  public void round() throws IOException {
    annoy(relay.plane.tcpPort(), relay.relay.originating().path());
    byte[] content = content();
    carry(relay.alice, List.of(relay.bob), Outgoing.binary(content));
    carry(relay.bob, List.of(relay.alice), Outgoing.binary(content));
    annoy(conference.plane.tcpPort(), conference.legs.get(0).path());
    int sender = random.nextInt(3);
    List<MsrpAgent> others = new java.util.ArrayList<>(conference.agents);
    MsrpAgent from = others.remove(sender);
    carry(from, others, ConferenceLab.says(sender, content));
    mostMemory = Math.max(mostMemory, memory());
  }

  private byte[] content() {
    byte[] content = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 2000)];
    random.nextBytes(content);
    return content;
  }

  private void carry(MsrpAgent from, List<MsrpAgent> to, Outgoing message) throws IOException {
    split(from, octets(from, message));
    messages++;
    for (MsrpAgent one : to) {
      byte[] came = one.awaitMessage(message.messageId()).bytes();
      if (!Arrays.equals(came, message.body())) {
        throw new IOException("a message of " + message.body().length + " octets came out changed");
      }
      one.forget(message.messageId());
    }
  }

  private byte[] octets(MsrpAgent from, Outgoing message) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    int total = message.body().length;
    for (int at = 0; at < total; ) {
      int length = Math.min(total - at, 1 + random.nextInt(5000));
      String range = (at + 1) + "-" + (at + length) + '/' + total;
      char flag = at + length == total ? '$' : '+';
      frames.writeBytes(from.chunk(message, at, length, range, flag));
      at += length;
    }
    return frames.toByteArray();
  }

  private void split(MsrpAgent from, byte[] octets) throws IOException {
    int most = random.nextBoolean() ? 20 : 2000;
    for (int at = 0; at < octets.length; ) {
      int end = Math.min(octets.length, at + 1 + random.nextInt(most));
      from.raw(Arrays.copyOfRange(octets, at, end));
      segments++;
      at = end;
    }
  }

  /** Nearly frames for somebody else's session or for none, on a connection of their own. */
  private void annoy(int port, String victim) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String input = new String(nonsense.next(), StandardCharsets.ISO_8859_1);
      String aimed =
          random.nextBoolean() ? input.replace("msrp://b.example:1/s;tcp", victim) : input;
      socket.getOutputStream().write(aimed.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // cut off, as it should be
    }
    hostile++;
  }

  private static long memory() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory()
        - runtime.freeMemory()
        + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }

  /** Ends both; what was counted must be what was sent. */
  public String summary() throws Exception {
    long counted =
        relay.relay.close().toCompletableFuture().get().sent()
            + conference.conference.close().toCompletableFuture().get().sent();
    if (counted != messages) {
      throw new IOException(counted + " messages were counted (expected: " + messages + ")");
    }
    return messages
        + " messages in "
        + segments
        + " segments arrived whole and were counted, beside "
        + hostile
        + " hostile connections; at most "
        + (mostMemory >> 20)
        + " MiB in use";
  }

  @Override
  public void close() {
    relay.close();
    conference.close();
  }
}
