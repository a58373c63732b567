package io.tollgate.msrpclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** A message as its chunks come in. Large bodies are only digested, if they come in order. */
public final class Received {
  private static final int KEPT = 1 << 20;

  private final String messageId;
  private final String contentType;
  private final MessageDigest digest = sha256();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final TreeMap<Long, byte[]> early = new TreeMap<>();
  private long next = 1;
  private char flag = '+';
  private int chunks;

  Received(Frame first) {
    this.messageId = first.messageId();
    this.contentType = first.header("content-type");
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized void add(Frame frame) {
    chunks++;
    if (frame.flag() != '+') {
      flag = frame.flag();
    }
    byte[] body = frame.body();
    if (body == null || body.length == 0) {
      return;
    }
    early.put(frame.start(), body);
    while (!early.isEmpty() && early.firstKey() <= next) {
      long start = early.firstKey();
      byte[] octets = early.pollFirstEntry().getValue();
      int skip = (int) (next - start);
      if (skip < octets.length) {
        digest.update(octets, skip, octets.length - skip);
        next += octets.length - skip;
        if (content.size() < KEPT) {
          content.write(octets, skip, octets.length - skip);
        }
      }
    }
  }

  public String messageId() {
    return messageId;
  }

  public String contentType() {
    return contentType;
  }

  /** {@code $} and nothing missing. */
  public synchronized boolean isWhole() {
    return flag == '$' && early.isEmpty();
  }

  public synchronized boolean isAborted() {
    return flag == '#';
  }

  public synchronized long size() {
    return next - 1;
  }

  public synchronized int chunks() {
    return chunks;
  }

  /** Hex; call it once, when the message is whole. */
  public synchronized String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  public synchronized byte[] bytes() {
    return content.toByteArray();
  }

  public String text() {
    return new String(bytes(), UTF_8);
  }
}
