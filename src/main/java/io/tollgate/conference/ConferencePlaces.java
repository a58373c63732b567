package io.tollgate.conference;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which server has which conference, where several serve the same users. A conference that was
 * configured is known by its URI, one that was made by the user part of the URI it got.
 */
public interface ConferencePlaces {

  /** This server has them all. */
  ConferencePlaces ALONE = new OneServer();

  /** What user parts of new conferences end with; empty where nobody else needs to read them. */
  String label();

  /** The host in the URIs of new conferences; null for this server's own address. */
  @Nullable String host();

  /** Whether one of the servers gave this user part to a conference. */
  boolean isOurs(String userPart);

  /** Who has it. Told once, on any thread. */
  void find(String key, Consumer<ConferencePlace> told);

  /**
   * This server has it from now on, unless another has: {@link #opened} or {@link #givenUp} has to
   * follow. Told once, on any thread.
   */
  void claim(String key, Consumer<ConferencePlace> told);

  /** A claimed one is not opened after all. */
  void givenUp(String key);

  /**
   * It runs here.
   *
   * @param state what it takes to open it elsewhere, as its owner sees it
   */
  void opened(String key, Supplier<CompletableFuture<KeptConference>> state);

  /** Its state is another one. */
  void changed(String key);

  /** It runs no longer. */
  void closed(String key);
}
