package io.tollgate.diameter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpChecker;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.Grammar;
import io.tollgate.diameter.avp.MalformedException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random messages of every command, made from its grammar, survive the codec; broken ones do not.
 */
class CommandRoundTripTest {

  @Property(tries = 2000)
  void everyMessageThatKeepsToItsGrammarComesBack(
      @ForAll("commands") Command command, @ForAll boolean request, @ForAll long seed)
      throws Exception {
    Message message = message(command, request, new Random(seed));
    byte[] bytes = MessageCodec.encode(message);
    Message decoded = MessageCodec.decode(bytes.clone());
    assertThat(decoded.flags()).isEqualTo(message.flags());
    assertThat(decoded.command()).isEqualTo(message.command());
    assertThat(decoded.application()).isEqualTo(message.application());
    assertThat(decoded.hopByHop()).isEqualTo(message.hopByHop());
    assertThat(decoded.endToEnd()).isEqualTo(message.endToEnd());
    assertThat(MessageCodec.encode(decoded)).isEqualTo(bytes);
  }

  /** Whatever is done to the bytes, the decoder either takes them or says what is wrong. */
  @Property(tries = 5000)
  void damagedMessagesAreDecodedOrRefusedAndNothingElse(
      @ForAll("commands") Command command, @ForAll boolean request, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = MessageCodec.encode(message(command, request, random));
    for (int i = 0; i <= random.nextInt(8); i++) {
      int at = MessageCodec.HEADER_LENGTH + random.nextInt(bytes.length - 20);
      bytes[at] = (byte) random.nextInt(256);
    }
    try {
      Message decoded = MessageCodec.decode(bytes);
      decoded.avps().forEach((code, flags, vendor, data) -> {});
    } catch (MalformedException e) {
      assertThat(e.resultCode()).isBetween(3001, 5999);
      assertThat(e.getMessage()).isNotBlank();
      byte[] failed = e.failedAvp().toBytes();
      assertThat(failed.length % 4).isZero();
      assertThat(failed.length).isLessThan(1024);
    }
  }

  @Property(tries = 1000)
  void anyBytesAtAllAreDecodedOrRefused(@ForAll byte[] noise) {
    byte[] padded = new byte[noise.length + 3 & ~3];
    System.arraycopy(noise, 0, padded, 0, noise.length);
    try {
      AvpChecker.check(padded, 0, padded.length, Commands.CREDIT_CONTROL.answer());
    } catch (MalformedException e) {
      assertThat(e.resultCode()).isBetween(5001, 5999);
    }
  }

  @Provide
  Arbitrary<Command> commands() {
    return Arbitraries.of(Commands.all());
  }

  private static Message message(Command command, boolean request, Random random) {
    AvpWriter out = new AvpWriter();
    fill(out, request ? command.request() : command.answer(), random, 0);
    if (!request) {
      Avps written = out.toAvps();
      if (!written.has(BaseAvps.RESULT_CODE)) {
        out.unsigned32(BaseAvps.RESULT_CODE, 2001);
      }
    }
    int flags = request ? Message.REQUEST | Message.PROXIABLE : 0;
    return new Message(flags, command.code(), 4, random.nextInt(), random.nextInt(), out.toAvps());
  }

  private static void fill(AvpWriter out, Grammar grammar, Random random, int depth) {
    for (Grammar.Rule rule : grammar.rules()) {
      int extra = rule.most() == 1 ? 1 - rule.least() : 3;
      int times = rule.least() + random.nextInt(extra + 1);
      for (int i = 0; i < times; i++) {
        write(out, rule.avp(), random, depth);
      }
    }
  }

  private static void write(AvpWriter out, Avp avp, Random random, int depth) {
    switch (avp.type()) {
      case OCTET_STRING -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        out.octets(avp, bytes);
      }
      case UTF8_STRING -> out.text(avp, "t€xt-" + "x".repeat(random.nextInt(9)));
      case DIAMETER_IDENTITY -> out.text(avp, "host" + random.nextInt(100) + ".example.com");
      case DIAMETER_URI -> out.text(avp, "aaa://host.example.com:3868;transport=tcp");
      case INTEGER_32 -> out.integer32(avp, random.nextInt());
      case ENUMERATED ->
          out.integer32(
              avp,
              avp.values().isEmpty()
                  ? random.nextInt()
                  : avp.values().stream()
                      .skip(random.nextInt(avp.values().size()))
                      .findFirst()
                      .orElseThrow());
      case INTEGER_64 -> out.integer64(avp, random.nextLong());
      case UNSIGNED_32 -> out.unsigned32(avp, Integer.toUnsignedLong(random.nextInt() | 1));
      case UNSIGNED_64 -> out.unsigned64(avp, random.nextLong());
      case FLOAT_32 -> out.float32(avp, random.nextFloat());
      case FLOAT_64 -> out.float64(avp, random.nextDouble());
      case TIME -> out.time(avp, Instant.ofEpochSecond(random.nextInt(2_000_000_000)));
      case ADDRESS -> out.address(avp, InetAddress.getLoopbackAddress());
      case GROUPED -> {
        int mark = out.begin(avp);
        fill(out, avp.members(), random, depth + 1);
        out.end(mark);
      }
    }
  }
}
