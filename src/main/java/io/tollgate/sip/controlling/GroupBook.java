package io.tollgate.sip.controlling;

import io.tollgate.conference.Group;
import io.tollgate.conference.UserAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups that the operator has named, one on a line:
 *
 * <pre>
 * sip:team@example.com  group  owner=sip:alice@example.com  members=sip:bob@example.com,sip:carol@example.com
 * sip:news@example.com  room   open  name=News
 * sip:crew@example.com  group  members=https://xdms.example.com/crew.xml
 * </pre>
 */
public final class GroupBook {

  private volatile Map<UserAddress, Group> groups;

  private GroupBook(Map<UserAddress, Group> groups) {
    this.groups = Map.copyOf(groups);
  }

  public static GroupBook empty() {
    return new GroupBook(Map.of());
  }

  /** The groups of another book instead; conferences that are up keep what they began with. */
  public void become(GroupBook other) {
    groups = other.groups;
  }

  public static GroupBook read(Path file) {
    try {
      return parse(Files.readAllLines(file, StandardCharsets.UTF_8), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("groups file " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * @param source for messages about mistakes
   */
  public static GroupBook parse(List<String> lines, String source) {
    Map<UserAddress, Group> groups = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String place = source + ":" + (i + 1);
        Group group = group(line.split("\\s+"), place);
        if (groups.put(group.uri(), group) != null) {
          throw new IllegalArgumentException(place + ": " + group.uri() + " is there twice");
        }
      }
    }
    return new GroupBook(groups);
  }

  private static Group group(String[] words, String place) {
    if (words.length < 2 || !words[0].matches("(?i)sips?:.+@.+")) {
      throw new IllegalArgumentException(
          place + ": \"" + words[0] + "\" (expected: a SIP URI, then group or room)");
    }
    Group.Kind kind =
        switch (words[1]) {
          case "group" -> Group.Kind.PRE_ARRANGED;
          case "room" -> Group.Kind.CHAT_ROOM;
          default ->
              throw new IllegalArgumentException(
                  place + ": \"" + words[1] + "\" (expected: group or room)");
        };
    String name = words[0];
    UserAddress owner = null;
    boolean open = false;
    Group.Members members = new Group.Listed(List.of());
    for (int i = 2; i < words.length; i++) {
      String word = words[i];
      if (word.equals("open")) {
        open = true;
      } else if (word.startsWith("name=")) {
        name = word.substring("name=".length());
      } else if (word.startsWith("owner=")) {
        owner = UserAddress.of(word.substring("owner=".length()));
      } else if (word.startsWith("members=")) {
        members = members(word.substring("members=".length()));
      } else {
        throw new IllegalArgumentException(
            place + ": \"" + word + "\" (expected: open, name=, owner= or members=)");
      }
    }
    return new Group(
        UserAddress.of(words[0]), kind, name, Optional.ofNullable(owner), open, members);
  }

  private static Group.Members members(String text) {
    if (text.matches("(?i)https?://.+") || text.matches("(?i).+\\.xml")) {
      return new Group.Fetched(text);
    }
    List<String> uris = new ArrayList<>();
    for (String uri : text.split(",", -1)) {
      if (!uri.isBlank()) {
        uris.add(uri.strip());
      }
    }
    return new Group.Listed(uris);
  }

  @Nullable Group find(UserAddress uri) {
    return groups.get(uri);
  }
}
