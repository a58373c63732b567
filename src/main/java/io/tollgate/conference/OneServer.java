package io.tollgate.conference;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Of a server that is alone. */
final class OneServer implements ConferencePlaces {

  @Override
  public String label() {
    return "";
  }

  @Override
  public @Nullable String host() {
    return null;
  }

  @Override
  public boolean isOurs(String userPart) {
    return false;
  }

  @Override
  public void find(String key, Consumer<ConferencePlace> told) {
    told.accept(new ConferencePlace.Nowhere());
  }

  @Override
  public void claim(String key, Consumer<ConferencePlace> told) {
    told.accept(new ConferencePlace.Here(null));
  }

  @Override
  public void givenUp(String key) {
    // Nobody else waits for it.
  }

  @Override
  public void opened(String key, Supplier<CompletableFuture<KeptConference>> state) {
    // It ends with this server.
  }

  @Override
  public void changed(String key) {
    // Nobody else has to know.
  }

  @Override
  public void closed(String key) {
    // Nobody else has to know.
  }
}
