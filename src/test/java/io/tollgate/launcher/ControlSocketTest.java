package io.tollgate.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.launcher.ControlSocket.Reply;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir private Path folder;

  @Test
  void wordsGoInAndLinesComeOut() {
    try (ControlSocket socket = open()) {
      ControlClient.Answer answer = new ControlClient(folder).ask(List.of("log", "io.x", "debug"));

      assertThat(answer.done()).isTrue();
      assertThat(answer.lines()).containsExactly("heard", "[log, io.x, debug]");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void onlyTheServersUserMayOpenIt() throws Exception {
    try (ControlSocket socket = open()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("control"))))
          .isEqualTo("rw-------");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void aSocketLeftByAServerThatWasKilledIsReplacedAndOneThatClosedIsGone() throws Exception {
    Files.createFile(folder.resolve("control"));
    try (ControlSocket socket = open()) {
      assertThat(new ControlClient(folder).ask(List.of("status")).done()).isTrue();
      assertThat(socket).isNotNull();
    }
    assertThat(folder.resolve("control")).doesNotExist();
    assertThatThrownBy(() -> new ControlClient(folder).ask(List.of("status")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("no server listens");
  }

  @Test
  void aLineWithoutAnEndIsRefusedAndTheNextClientIsServed() throws Exception {
    try (ControlSocket socket = open();
        SocketChannel client =
            SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control")))) {
      client.write(ByteBuffer.allocate(5000));
      ByteBuffer answer = ByteBuffer.allocate(100);
      client.read(answer);
      assertThat(new String(answer.array(), 0, answer.position(), UTF_8)).startsWith("no\n");

      assertThat(new ControlClient(folder).ask(List.of("status")).done()).isTrue();
      assertThat(socket).isNotNull();
    }
  }

  private ControlSocket open() {
    return Objects.requireNonNull(
        ControlSocket.open(folder, words -> new Reply(true, List.of("heard", words.toString()))));
  }
}
