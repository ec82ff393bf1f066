import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * One node of OpenSearch with the two modules that the tests need. Arguments are settings, as
 * {@code http.port=9200}; several values are separated by commas.
 */
final class TestNode extends Node {
    private TestNode(Settings settings) {
        super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test"), modules(), false);
    }

    private static Collection<PluginInfo> modules() {
        List<PluginInfo> modules = new ArrayList<>();
        for (Class<?> module : List.of(Netty4ModulePlugin.class, CommonAnalysisModulePlugin.class)) {
            String name = module.getName();
            modules.add(new PluginInfo(name, name, "1", Version.CURRENT, "21", name, null, List.of(), false));
        }
        return modules;
    }

    private static Settings parse(String[] arguments) {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = argument.substring(0, equals);
            String value = argument.substring(equals + 1);
            if (value.indexOf(',') < 0) {
                settings.put(name, value);
            } else {
                settings.putList(name, value.split(","));
            }
        }
        return settings.build();
    }

    public static void main(String[] arguments) throws Exception {
        new TestNode(parse(arguments)).start();
        Thread.currentThread().join();
    }
}
