package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.MessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Looks for the Session-Id of a message that is not well-formed, where it should be: in front. */
final class FirstAvp {
  private static final int HEADER = 8;

  private FirstAvp() {}

  static @Nullable String sessionId(byte[] message) {
    int at = MessageCodec.HEADER_LENGTH;
    if (message.length < at + HEADER) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    int length = in.getInt(at + 4) & 0xFF_FFFF;
    boolean vendorSpecific = message[at + 4] < 0;
    if (in.getInt(at) != BaseAvps.SESSION_ID.code()
        || vendorSpecific
        || length < HEADER
        || length > message.length - at) {
      return null;
    }
    return new String(message, at + HEADER, length - HEADER, StandardCharsets.UTF_8);
  }
}
