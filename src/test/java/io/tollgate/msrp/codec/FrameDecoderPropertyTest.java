package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrp.codec.Recorded.Whole;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However the stream is cut, the same frames come out. */
class FrameDecoderPropertyTest {
  private static final String[] TEASERS = {
    "\r\n-------", "\r\n-------tid", "\r", "\n", "-", "-------", "\r\n\r\n", "$\r\n", "\r\n------",
  };

  @Property(tries = 400)
  void framesSurviveAnyCut(@ForAll long seed) {
    Random random = new Random(seed);
    List<Whole> meant = new ArrayList<>();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = random.nextInt(6); i >= 0; i--) {
      meant.add(write(random, stream));
    }
    byte[] octets = stream.toByteArray();

    Recorded recorded = Recorded.of(octets, cuts(random, octets.length));

    assertThat(recorded.malformed).isEmpty();
    assertThat(recorded.frames).isEqualTo(meant);
  }

  @Property(tries = 60)
  void framesSurviveOneOctetAtATime(@ForAll long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Whole meant = write(random, stream);
    byte[] octets = stream.toByteArray();
    int[] cuts = new int[octets.length];
    Arrays.setAll(cuts, i -> i);

    assertThat(Recorded.of(octets, cuts).frames).containsExactly(meant);
  }

  private static int[] cuts(Random random, int length) {
    int[] cuts = new int[random.nextInt(12)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = random.nextInt(length + 1);
    }
    Arrays.sort(cuts);
    return cuts;
  }

  private static Whole write(Random random, ByteArrayOutputStream stream) {
    String tid = "tid" + (1000 + random.nextInt(9000));
    char flag = "$+#".charAt(random.nextInt(3));
    int kind = random.nextInt(10);
    if (kind == 0) {
      put(
          stream,
          "MSRP " + tid + " 200 OK\r\nTo-Path: a\r\nFrom-Path: b\r\n-------" + tid + "$\r\n");
      return new Whole(tid, "200", null, "", '$');
    }
    put(stream, "MSRP " + tid + " SEND\r\nTo-Path: a\r\nFrom-Path: b\r\nMessage-ID: m1\r\n");
    if (kind == 1) {
      put(stream, "-------" + tid + flag + "\r\n");
      return new Whole(tid, "SEND", "m1", "", flag);
    }
    put(stream, "Content-Type: a/b\r\n\r\n");
    byte[] body = body(random);
    stream.writeBytes(body);
    put(stream, "\r\n-------" + tid + flag + "\r\n");
    return new Whole(tid, "SEND", "m1", new String(body, ISO_8859_1), flag);
  }

  private static byte[] body(Random random) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int parts = random.nextInt(5);
    for (int i = 0; i < parts; i++) {
      if (random.nextBoolean()) {
        put(body, TEASERS[random.nextInt(TEASERS.length)]);
      } else {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 60_000 : 300)];
        random.nextBytes(bytes);
        body.writeBytes(bytes);
      }
    }
    byte[] bytes = body.toByteArray();
    // a body that begins with hyphens straight after the blank line could be the end line itself
    if (bytes.length > 0 && bytes[0] == '-') {
      bytes[0] = '_';
    }
    return bytes;
  }

  private static void put(ByteArrayOutputStream stream, String text) {
    stream.writeBytes(text.getBytes(ISO_8859_1));
  }
}
