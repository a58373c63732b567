package io.tollgate.lab.common;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are in the file when {@link #append} returns, and so outlive the process being killed.
 * Without a folder nothing is kept.
 */
public final class AppendLog implements AutoCloseable {

  private final @Nullable FileChannel channel;
  private final List<String> former;

  private AppendLog(@Nullable FileChannel channel, List<String> former) {
    this.channel = channel;
    this.former = former;
  }

  public static AppendLog open(Optional<Path> folder, String name, String header)
      throws IOException {
    if (folder.isEmpty()) {
      return new AppendLog(null, List.of());
    }
    Files.createDirectories(folder.get());
    Path file = folder.get().resolve(name);
    cutTornLine(file);
    List<String> lines =
        Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    AppendLog log =
        new AppendLog(channel, lines.isEmpty() ? lines : lines.subList(1, lines.size()));
    if (lines.isEmpty()) {
      log.append(header);
    }
    return log;
  }

  /** The lines of earlier runs, without the header. */
  public List<String> former() {
    return former;
  }

  public void append(String line) {
    if (channel == null) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what must be kept before it is answered", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /** A kill in the middle of a write leaves a line without an end; it was never answered. */
  private static void cutTornLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      long end = content.length();
      while (end > 0) {
        content.seek(end - 1);
        if (content.read() == '\n') {
          break;
        }
        end--;
      }
      content.setLength(end);
    }
  }
}
