package io.tollgate.console.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The users of the console, a line each: {@code NAME:ROLE,ROLE:HASH}. A hash of {@code -} is for a
 * user whom a reverse proxy tells. The file is read again when it has changed; one that has become
 * wrong lets nobody in until it is right.
 */
public final class UserFile {
  private static final Logger LOG = LogManager.getLogger(UserFile.class);
  private static final String BY_PROXY_ONLY = "-";
  private static final int LARGEST = 1 << 20;
  private static final int SHORTEST_PASSWORD = 10;

  /** One line. */
  record User(String name, Set<Role> roles, String hash) {
    boolean hasPassword() {
      return !hash.equals(BY_PROXY_ONLY);
    }
  }

  private final @Nullable Path file;
  private Map<String, User> users = Map.of();
  private @Nullable FileTime read;
  private long size;

  private UserFile(@Nullable Path file) {
    this.file = file;
  }

  /** Throws where the file is wrong. */
  public static UserFile of(Optional<Path> file) {
    UserFile users = new UserFile(file.orElse(null));
    if (file.isPresent()) {
      try {
        users.readIt(file.get());
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "console.users: \"%s\": %s (expected: a file that can be read)"
                .formatted(file.get(), e),
            e);
      }
    }
    return users;
  }

  /** A line of the file for a user with a password. */
  public static String line(String name, List<String> roles, char[] password) {
    if (password.length < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "a password of %d characters (expected: at least %d)"
              .formatted(password.length, SHORTEST_PASSWORD));
    }
    String line = name + ":" + String.join(",", roles) + ":" + Passwords.hash(password);
    user(line);
    return line;
  }

  /** Whether anybody may log in at all. */
  public boolean hasPasswords() {
    return current().values().stream().anyMatch(User::hasPassword);
  }

  @Nullable User find(String name) {
    return current().get(name);
  }

  private synchronized Map<String, User> current() {
    if (file == null) {
      return users;
    }
    try {
      if (!Files.getLastModifiedTime(file).equals(read) || Files.size(file) != size) {
        readIt(file);
        LOG.info("users of the console: read again");
      }
    } catch (IOException | IllegalArgumentException e) {
      if (!users.isEmpty()) {
        LOG.error("users of the console: nobody can log in: {}", e.getMessage());
      }
      users = Map.of();
    }
    return users;
  }

  private void readIt(Path path) throws IOException {
    FileTime time = Files.getLastModifiedTime(path);
    long octets = Files.size(path);
    if (octets > LARGEST) {
      throw new IllegalArgumentException(
          "console.users: \"%s\" has %d octets (expected: up to %d)"
              .formatted(path, octets, LARGEST));
    }
    users = parse(path, Files.readAllLines(path, StandardCharsets.UTF_8));
    read = time;
    size = octets;
  }

  private static Map<String, User> parse(Path path, List<String> lines) {
    Map<String, User> users = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        User user = user(line);
        if (users.put(user.name(), user) != null) {
          throw new IllegalArgumentException("the second line of " + user.name());
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "console.users: %s:%d: %s".formatted(path, i + 1, e.getMessage()), e);
      }
    }
    return users;
  }

  private static User user(String line) {
    String[] parts = line.split(":", -1);
    if (parts.length != 3 || !parts[0].matches("[A-Za-z0-9._@-]{1,64}")) {
      throw new IllegalArgumentException("expected: NAME:ROLE,ROLE:HASH");
    }
    Set<Role> roles = EnumSet.of(Role.VIEWER);
    for (String word : parts[1].split(",", -1)) {
      roles.add(Role.of(word));
    }
    if (!parts[2].equals(BY_PROXY_ONLY)) {
      Passwords.check(parts[2]);
    }
    return new User(parts[0], roles, parts[2]);
  }
}
