package io.tollgate.lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A received message, cut into AVPs on demand. */
record PlainAnswer(int flags, int command, int hopByHop, int endToEnd, byte[] avps) {

  static PlainAnswer of(byte[] message) {
    ByteBuffer buffer = ByteBuffer.wrap(message);
    buffer.getInt();
    int second = buffer.getInt();
    buffer.getInt();
    int hopByHop = buffer.getInt();
    int endToEnd = buffer.getInt();
    byte[] avps = new byte[buffer.remaining()];
    buffer.get(avps);
    return new PlainAnswer(second >>> 24, second & 0xFFFFFF, hopByHop, endToEnd, avps);
  }

  long resultCode() {
    return number(268);
  }

  long number(int... path) {
    byte[] value =
        find(path).orElseThrow(() -> new AssertionError("AVP missing (expected: " + path[0] + ")"));
    return value.length == 8 ? ByteBuffer.wrap(value).getLong() : ByteBuffer.wrap(value).getInt();
  }

  String text(int... path) {
    return new String(find(path).orElseThrow(), StandardCharsets.UTF_8);
  }

  boolean has(int... path) {
    return find(path).isPresent();
  }

  Optional<byte[]> find(int... path) {
    return all(path).stream().findFirst();
  }

  List<byte[]> all(int... path) {
    List<byte[]> level = List.of(avps);
    for (int code : path) {
      List<byte[]> next = new ArrayList<>();
      level.forEach(group -> next.addAll(cut(group, code)));
      level = next;
    }
    return level;
  }

  private static List<byte[]> cut(byte[] group, int wanted) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(group);
    while (buffer.remaining() >= 8) {
      int code = buffer.getInt();
      int second = buffer.getInt();
      int head = second < 0 ? 12 : 8;
      if (head == 12) {
        buffer.getInt();
      }
      byte[] value = new byte[(second & 0xFFFFFF) - head];
      buffer.get(value);
      buffer.position(Math.min(buffer.limit(), (buffer.position() + 3) / 4 * 4));
      if (code == wanted) {
        found.add(value);
      }
    }
    return found;
  }
}
