package io.tollgate.msrp.session;

import io.tollgate.msrp.codec.Head;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the leg that a frame is for; mostly it is the one that the frame before was for. */
final class Addressees {
  private final Function<String, @Nullable MessageLeg> legs;
  private byte[] lastPath = {};
  private @Nullable MessageLeg lastLeg;

  Addressees(Function<String, @Nullable MessageLeg> legs) {
    this.legs = legs;
  }

  @Nullable MessageLeg find(Head head) {
    if (head.toPathIs(lastPath)) {
      return lastLeg;
    }
    if (!head.hasPaths()) {
      return null;
    }
    String path = head.toPath();
    MessageLeg leg = legs.apply(sessionId(path));
    if (leg != null) {
      lastPath = path.getBytes(StandardCharsets.ISO_8859_1);
      lastLeg = leg;
    }
    return leg;
  }

  /** The session part only: peers with CEMA may name another host (RFC 6714 section 4.1). */
  static String sessionId(String path) {
    int authority = path.indexOf("://");
    int slash = authority < 0 ? -1 : path.indexOf('/', authority + 3);
    int end = slash < 0 ? -1 : path.indexOf(';', slash);
    return end < 0 || path.indexOf(' ') >= 0 ? "" : path.substring(slash + 1, end);
  }
}
