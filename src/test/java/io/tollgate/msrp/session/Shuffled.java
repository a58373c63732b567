package io.tollgate.msrp.session;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;

/** Chunks of many messages, of 1 to 64 KiB, shuffled among each other, in one large write. */
final class Shuffled {

  private Shuffled() {}

  static List<Outgoing> send(
      MsrpAgent from, Random random, int count, Function<byte[], Outgoing> wrapping) {
    List<Outgoing> messages = new ArrayList<>();
    List<Queue<byte[]>> queues = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[1 + random.nextInt(60_000)];
      random.nextBytes(content);
      Outgoing message = wrapping.apply(content);
      messages.add(message);
      queues.add(chunks(from, message, 1024 + random.nextInt(63 * 1024)));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!queues.isEmpty()) {
      Queue<byte[]> queue = queues.get(random.nextInt(queues.size()));
      all.writeBytes(queue.remove());
      if (queue.isEmpty()) {
        queues.removeIf(each -> each == queue);
      }
    }
    try {
      from.raw(all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  private static Queue<byte[]> chunks(MsrpAgent from, Outgoing message, int size) {
    Queue<byte[]> chunks = new ArrayDeque<>();
    int total = message.body().length;
    for (int at = 0; at < total; at += size) {
      int length = Math.min(size, total - at);
      String range = (at + 1) + "-" + (at + length) + '/' + total;
      chunks.add(from.chunk(message, at, length, range, at + length == total ? '$' : '+'));
    }
    return chunks;
  }
}
