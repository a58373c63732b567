package io.tollgate.files.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Tells a data file of this server, even a damaged one, from somebody else's file that a mistaken
 * setting names: that must not be written to, renamed or replaced.
 *
 * @param applicationId stands in the header of files of this kind, in those of older versions 0
 * @param tables what such a file has, whatever its version
 */
public record FileOrigin(int applicationId, Set<String> tables) {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_OCTETS = 100;
  private static final int APPLICATION_ID = 68;
  private static final String FOREIGN = "belongs to another program";

  public FileOrigin {
    tables = Set.copyOf(tables);
  }

  /**
   * Why the file cannot be taken, or null if it can: it is new, or of this kind.
   *
   * @param usedBefore whether a server of ours has had it open: then what is wrong with it is
   *     damage
   */
  public @Nullable String objection(Path file, boolean usedBefore) throws IOException {
    String plain = plainObjection(file, usedBefore);
    return plain == null && isWithoutId(file) && !hasOurTables(file, usedBefore) ? FOREIGN : plain;
  }

  /** The same, as far as it can be seen without SQLite. */
  public @Nullable String plainObjection(Path file, boolean usedBefore) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    if (!Files.isRegularFile(file)) {
      return "is no regular file";
    }
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      return "cannot be read and written by this process";
    }
    if (Files.size(file) == 0) {
      return null;
    }
    ByteBuffer header = header(file);
    if (!isSqlite(header)) {
      return usedBefore ? null : "is no SQLite file";
    }
    int id = header.getInt(APPLICATION_ID);
    return id == applicationId || id == 0 ? null : FOREIGN;
  }

  /** As of an older version, or one whose header is in its write-ahead log still. */
  private static boolean isWithoutId(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    ByteBuffer header = header(file);
    return isSqlite(header) && header.getInt(APPLICATION_ID) == 0;
  }

  private static boolean isSqlite(ByteBuffer header) {
    return header.limit() == HEADER_OCTETS
        && header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  private static ByteBuffer header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(HEADER_OCTETS));
    }
  }

  /** An empty database has none, and is as good as new. */
  private boolean hasOurTables(Path file, boolean otherwise) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Set<String> found = new HashSet<>();
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      while (names.next()) {
        found.add(names.getString(1));
      }
    } catch (SQLException e) {
      return otherwise;
    }
    return found.isEmpty() || found.containsAll(tables);
  }
}
