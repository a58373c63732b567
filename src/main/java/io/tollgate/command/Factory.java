package io.tollgate.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Lets the build make the shell's completion from the commands themselves. */
public final class Factory implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type == Main.class
        ? type.cast(new Main(Map.of()))
        : CommandLine.defaultFactory().create(type);
  }
}
