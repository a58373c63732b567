package io.tollgate.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The bytes of one of each record. They change only when somebody means them to: run with {@code
 * -Dtollgate.write=true} to write them anew, and read the difference.
 */
class GoldenBytesTest {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "diameter");

  @TestFactory
  Stream<DynamicTest> theBytesOfEachRecordAreTheKnownOnes() {
    return SampleMessages.all().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> check(each.getKey(), each.getValue())));
  }

  private static void check(String name, Message message) throws Exception {
    byte[] bytes = MessageCodec.encode(message);
    Path file = DIRECTORY.resolve(name + ".hex");
    if (Boolean.getBoolean("tollgate.write")) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(file, dump(bytes));
    }
    assertThat(dump(bytes)).isEqualTo(Files.readString(file));
    Message decoded = MessageCodec.decode(HexFormat.of().parseHex(joined(file)));
    assertThat(MessageCodec.encode(decoded)).isEqualTo(bytes);
  }

  private static String joined(Path file) throws IOException {
    return Files.readString(file).replaceAll("\\s", "");
  }

  /** Sixteen bytes to a line. */
  private static String dump(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; at += 16) {
      text.append(HexFormat.ofDelimiter(" ").formatHex(bytes, at, Math.min(at + 16, bytes.length)))
          .append('\n');
    }
    return text.toString();
  }
}
