package io.tollgate.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The trace-id (W3C Trace Context 3.2.2.3) of a session: made of its ICID, which every server that
 * a call goes through has, so that all give it the same one without a header of its own.
 */
public final class TraceId {
  private static final int OCTETS = 16;

  private TraceId() {}

  /** 32 hexadecimal digits. */
  public static String of(String icid) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(icid.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: every JDK has it", e);
    }
  }
}
