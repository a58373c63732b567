package io.tollgate.ledger.cdr;

import io.tollgate.files.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/** Where closed files lie. Each appears whole, by a rename, and is on disk then. */
final class CdrFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'_-_'HHmm'+0000'").withZone(ZoneOffset.UTC);
  private static final String PART = ".part";
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final String node;
  private final InetAddress address;

  CdrFolder(Path folder, String node, String host) {
    this.folder = folder;
    this.node = node.replaceAll("[^A-Za-z0-9.-]", "_");
    this.address = literal(host);
  }

  /** Names are not looked up: that may take long. */
  private static InetAddress literal(String host) {
    try {
      boolean isAddress = host.matches("[0-9.]+") || host.contains(":");
      return isAddress
          ? InetAddress.getByName(host)
          : InetAddress.getByAddress(new byte[] {0, 0, 0, 0});
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** NodeID_-_RC.date_-_time (TS 32.297 7.1). */
  String name(CdrStore.Current current) {
    Instant closing = Objects.requireNonNull(current.closing());
    return "%s_-_%06d.%s.%s"
        .formatted(node, current.sequence(), TIME.format(closing), current.format().suffix());
  }

  /** What a process left that died while it wrote. */
  void tidy() throws IOException {
    PrivateFiles.makeFolder(folder);
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, "." + node + "_-_*" + PART)) {
      for (Path each : parts) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Writes the file that is being closed; the same again after a crash. */
  Path write(CdrStore store, CdrStore.Current current, long records, long octets)
      throws IOException, SQLException {
    PrivateFiles.makeFolder(folder);
    String name = name(current);
    Path part = folder.resolve("." + name + PART);
    Files.deleteIfExists(part);
    PrivateFiles.makeFile(part);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      contents(store, current, records, octets, out);
      out.flush();
      channel.force(true);
    }
    Path whole = folder.resolve(name);
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(folder);
    return whole;
  }

  private void contents(
      CdrStore store, CdrStore.Current current, long records, long octets, OutputStream out)
      throws IOException, SQLException {
    if (current.format() == CdrFormat.CSV) {
      out.write(CsvCdr.header());
      store.records(out::write);
      return;
    }
    FileHeader header =
        new FileHeader(
            FileHeader.LENGTH + octets + records * FileHeader.RECORD_LENGTH,
            Objects.requireNonNull(current.first()),
            Objects.requireNonNull(current.last()),
            records,
            current.sequence(),
            Objects.requireNonNull(current.reason()));
    out.write(header.written(address));
    store.records(
        body -> {
          out.write(FileHeader.before(body.length));
          out.write(body);
        });
  }

  /** A rename is on disk once its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
