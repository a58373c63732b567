package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.conference.Group;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.log.Brief;
import io.tollgate.log.Masked;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.body.ListEntry;
import io.tollgate.sip.body.ResourceLists;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds the members of a group: in the configuration, in a file, or by HTTP GET of a resource-lists
 * document. What takes time is done elsewhere, and its outcome is handed to the owner.
 */
public final class MemberLists {
  private static final Logger LOG = LogManager.getLogger(MemberLists.class);

  private final HttpDocuments http;
  private final ResourceLists parser;
  private final int maxBytes;
  private final Executor background;

  /**
   * @param http asked once a group needs it: its threads cannot be stopped
   * @param background for what blocks
   */
  public MemberLists(
      Supplier<HttpClient> http,
      ResourceLists parser,
      int maxBytes,
      Duration timeout,
      Executor background) {
    this.http = new HttpDocuments(http, "application/resource-lists+xml", maxBytes, timeout);
    this.parser = parser;
    this.maxBytes = maxBytes;
    this.background = background;
  }

  /** One of the two is called, on the owner, where a list had to be fetched, else at once. */
  void of(Group group, Owner owner, Consumer<Members> found, Consumer<String> failed) {
    Group.Members members = group.members();
    if (members instanceof Group.Listed listed) {
      found.accept(new Members(listed.uris()));
    } else if (members instanceof Group.Fetched fetched) {
      background.execute(
          () -> {
            try {
              Members list = fetch(fetched.location());
              owner.execute(() -> found.accept(list));
            } catch (IOException | BodyException | IllegalArgumentException e) {
              LOG.warn(
                  "members of {} from {}: {}",
                  Masked.of(group.uri().toString()),
                  fetched.location(),
                  Brief.of(e));
              owner.execute(() -> failed.accept("the members of the group cannot be found"));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              owner.execute(() -> failed.accept("the server is stopping"));
            }
          });
    }
  }

  private Members fetch(String location) throws IOException, InterruptedException, BodyException {
    byte[] document =
        location.startsWith("http")
            ? http.get(location)
            : HttpDocuments.limited(Files.newInputStream(Path.of(location)), maxBytes);
    List<ListEntry> entries = parser.read(document);
    return new Members(entries.stream().map(ListEntry::uri).toList());
  }

  /** The URIs of a group's members. */
  record Members(List<String> uris) {

    boolean contains(User user) {
      return uris.stream().anyMatch(uri -> user.is(UserAddress.of(uri)));
    }

    /** Everybody but the one who calls and the group itself, each once. */
    List<String> others(User caller, UserAddress group) {
      java.util.Set<UserAddress> seen = new java.util.HashSet<>(caller.addresses());
      seen.add(group);
      return uris.stream().filter(uri -> seen.add(UserAddress.of(uri))).toList();
    }
  }
}
