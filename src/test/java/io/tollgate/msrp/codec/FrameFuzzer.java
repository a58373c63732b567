package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Random;

/** Makes octets that are nearly MSRP, and cuts them anywhere. */
public final class FrameFuzzer {
  private static final String[] SEEDS = {
    "MSRP a786hjs2 SEND\r\nTo-Path: msrp://b.example:1/s;tcp\r\nFrom-Path: msrp://a.example:2/t;tcp"
        + "\r\nMessage-ID: 87652\r\nByte-Range: 1-25/25\r\nContent-Type: text/plain\r\n\r\n"
        + "Hey Bob, are you there?..\r\n-------a786hjs2$\r\n",
    "MSRP a786hjs2 200 OK\r\nTo-Path: msrp://a.example:2/t;tcp\r\nFrom-Path: "
        + "msrp://b.example:1/s;tcp\r\n-------a786hjs2$\r\n",
    "MSRP dkei38sd REPORT\r\nTo-Path: msrp://a.example:2/t;tcp\r\nFrom-Path: msrp://b.example:1/s"
        + ";tcp\r\nMessage-ID: 123\r\nByte-Range: 1-39/39\r\nStatus: 000 200 OK\r\n-------dkei38sd$\r\n",
    "MSRP d93kswow NICKNAME\r\nTo-Path: msrp://b.example:1/s;tcp\r\nFrom-Path: msrp://a.example:2/t"
        + ";tcp\r\nUse-Nickname: \"Alice\"\r\n-------d93kswow$\r\n",
    "MSRP 4564dpWd SEND\r\nTo-Path: msrp://b.example:1/s;tcp\r\nFrom-Path: msrp://a.example:2/t;tcp"
        + "\r\nMessage-ID: 456\r\nByte-Range: 1-*/8\r\nFailure-Report: partial\r\nSuccess-Report: yes"
        + "\r\nContent-Type: text/plain\r\n\r\nabcd\r\n-------4564dpWd+\r\n",
  };
  private static final String[] TOKENS = {
    "\r\n",
    "\n",
    "\r",
    "-------",
    "$",
    "+",
    "#",
    " ",
    ":",
    "MSRP ",
    "SEND",
    "*",
    "/",
    "-",
    "\0",
    "99999999999999999999",
    "Byte-Range: ",
    "To-Path: ",
    "\r\n\r\n",
    "200",
    ";tcp",
  };

  private final Random random;

  public FrameFuzzer(long seed) {
    random = new Random(seed);
  }

  /** A few frames with a few things wrong. */
  public byte[] next() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(SEEDS[random.nextInt(SEEDS.length)]);
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      mutate(text);
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private void mutate(StringBuilder text) {
    if (text.isEmpty()) {
      return;
    }
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    switch (random.nextInt(6)) {
      case 0 -> text.setCharAt(at, (char) random.nextInt(256));
      case 1 -> text.delete(at, end);
      case 2 -> text.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
      case 3 -> text.insert(at, text.substring(at, end));
      case 4 -> text.insert(at, "x".repeat(random.nextInt(20_000)));
      default -> text.setLength(Math.max(1, at));
    }
  }

  public int[] cuts(int length) {
    int[] cuts = new int[random.nextInt(8)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = random.nextInt(length + 1);
    }
    Arrays.sort(cuts);
    return cuts;
  }

  /**
   * Decodes one input whole and cut up: nothing may escape, and both must say the same.
   *
   * @return what came of it, or a description of the difference
   */
  public String run() {
    byte[] input = next();
    int[] cuts = cuts(input.length);
    try {
      Recorded whole = Recorded.of(input);
      Recorded cut = Recorded.of(input, cuts);
      if (!whole.frames.equals(cut.frames) || whole.malformed.size() != cut.malformed.size()) {
        return "differs when cut at "
            + Arrays.toString(cuts)
            + ": "
            + new String(input, ISO_8859_1);
      }
      return "";
    } catch (RuntimeException | AssertionError e) {
      return e + " at " + Arrays.toString(cuts) + ": " + new String(input, ISO_8859_1);
    }
  }
}
