package io.tollgate.diameter.command;

import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpChecker;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.Grammar;
import io.tollgate.diameter.avp.MalformedException;
import io.tollgate.diameter.avp.ResultCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns whole messages into bytes and back, strictly. */
public final class MessageCodec {
  public static final int HEADER_LENGTH = 20;
  public static final int VERSION = 1;

  /** A domain name. */
  private static final int LONGEST_HOST = 255;

  private MessageCodec() {}

  public static byte[] encode(Message message) {
    Avps avps = message.avps();
    byte[] bytes = new byte[HEADER_LENGTH + avps.length()];
    ByteBuffer.wrap(bytes)
        .putInt(VERSION << 24 | bytes.length)
        .putInt(message.flags() << 24 | message.command())
        .putInt(message.application())
        .putInt(message.hopByHop())
        .putInt(message.endToEnd());
    avps.copyTo(bytes, HEADER_LENGTH);
    return bytes;
  }

  /** Reads the header; the AVPs are not looked at. The array is kept. */
  public static Message header(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int flagsAndCommand = in.getInt(4);
    return new Message(
        flagsAndCommand >>> 24,
        flagsAndCommand & 0xFF_FFFF,
        in.getInt(8),
        in.getInt(12),
        in.getInt(16),
        Avps.of(bytes, HEADER_LENGTH, bytes.length));
  }

  /** Reads one framed message and holds it to the grammar of its command. The array is kept. */
  public static Message decode(byte[] bytes) throws MalformedException {
    Message message = header(bytes);
    check(message, bytes);
    return message;
  }

  /** Holds the message, whose bytes are given too, to the grammar of its command. */
  public static void check(Message message, byte[] bytes) throws MalformedException {
    check(message, bytes, AvpChecker.Unknown.REFUSED);
  }

  /**
   * @param unknown what becomes of AVPs of an answer that are mandatory and not known; in a request
   *     they are refused always (RFC 6733 7.1.5)
   */
  public static void check(Message message, byte[] bytes, AvpChecker.Unknown unknown)
      throws MalformedException {
    Command command = Commands.find(message.command());
    if (command == null) {
      throw new MalformedException(
          ResultCode.COMMAND_UNSUPPORTED,
          Avps.NONE,
          "command " + message.command() + " (expected: one of " + Commands.all() + ")");
    }
    if (message.isRequest()) {
      if (message.isError()) {
        throw new MalformedException(
            ResultCode.INVALID_HDR_BITS, Avps.NONE, "a request with the E bit");
      }
      AvpChecker.check(bytes, HEADER_LENGTH, bytes.length, command.request());
    } else {
      checkAnswer(message, bytes, command, unknown);
    }
  }

  /**
   * Peers leave out much in answers that refuse: only answers that grant are held to everything
   * their grammar requires.
   */
  private static void checkAnswer(
      Message message, byte[] bytes, Command command, AvpChecker.Unknown unknown)
      throws MalformedException {
    Grammar grammar = message.isError() ? Commands.ERROR_ANSWER : command.answer();
    int[] seen = AvpChecker.checkContent(bytes, HEADER_LENGTH, bytes.length, grammar, unknown);
    long result = resultCode(message.avps());
    if (result == 0) {
      throw new MalformedException(
          ResultCode.MISSING_AVP,
          new AvpWriter(12).unsigned32(BaseAvps.RESULT_CODE, 0).toAvps(),
          BaseAvps.RESULT_CODE + ": missing, and no Experimental-Result either");
    }
    if (ResultCode.isSuccess(result)) {
      AvpChecker.checkPresence(grammar, seen);
    }
  }

  /**
   * What an answer that breaks the protocol says its result is, if that can be made out before what
   * is wrong; else 0.
   */
  public static int claimedResult(byte[] bytes) {
    ByteBuffer data = claimed(bytes, BaseAvps.RESULT_CODE);
    return data != null && data.remaining() == Integer.BYTES ? data.getInt() : 0;
  }

  /** And who claims to have given it; null if that cannot be made out. */
  public static @Nullable String claimedServer(byte[] bytes) {
    ByteBuffer data = claimed(bytes, BaseAvps.ORIGIN_HOST);
    return data == null || data.remaining() > LONGEST_HOST
        ? null
        : StandardCharsets.UTF_8.decode(data).toString();
  }

  private static @Nullable ByteBuffer claimed(byte[] bytes, Avp avp) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = HEADER_LENGTH;
    while (at + 8 <= bytes.length) {
      int length = in.getInt(at + 4) & 0xFF_FFFF;
      if (length < 8 || length > bytes.length - at) {
        return null;
      }
      if (in.getInt(at) == avp.code() && in.get(at + 4) >= 0) {
        return ByteBuffer.wrap(bytes, at + 8, length - 8);
      }
      at += (length + 3) & ~3;
    }
    return null;
  }

  /** Result-Code, else the code in Experimental-Result, else 0. */
  public static long resultCode(Avps answer) {
    return answer
        .unsigned32(BaseAvps.RESULT_CODE)
        .orElseGet(
            () -> {
              Avps experimental = answer.group(BaseAvps.EXPERIMENTAL_RESULT);
              return experimental == null
                  ? 0
                  : experimental.unsigned32(BaseAvps.EXPERIMENTAL_RESULT_CODE).orElse(0);
            });
  }
}
