package io.tollgate.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLogTest {

  @Test
  void whatAnotherThreadWritesIntoALineIsNoPartOfIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log");
    ClientLog log =
        new ClientLog(
            file,
            Pattern.compile("^UDP a -> b$"),
            Pattern.compile("^UDP b -> a$"),
            Pattern.compile("^--.*"),
            Pattern.compile("thread start: [^\n]*\n"));
    String call = "sip:b SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 ";
    Files.writeString(
        file, "UDP a thread start: 1\n-> b\nINVITE " + call + "INVITE\r\n\r\n--\nUDP thread start");
    assertThat(log.seen()).hasSize(1);
    Files.writeString(
        file,
        "UDP a thread start: 1\n-> b\nINVITE "
            + call
            + "INVITE\r\n\r\n--\nUDP thread start: 2\nb -> a\nACK "
            + call
            + "ACK\r\n\r\n--\n");
    assertThat(log.seen()).extracting(seen -> seen.sent()).containsExactly(true, false);
  }
}
