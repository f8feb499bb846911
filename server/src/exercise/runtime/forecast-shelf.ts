import type { Scenario } from "../../scenario/model.ts";
import type { World } from "../../telemetry/store.ts";
import { forecastAlerts, type AlertForecast } from "./alert-forecast.ts";

/** One forecast per world, shared by every exercise that plays in it. */
export class ForecastShelf {
  readonly #forecasts = new Map<string, AlertForecast>();

  of(world: World, scenario: Scenario): AlertForecast {
    const { scenarioHash, engineVersion, seed } = world.key;
    const name = `${scenarioHash}/${engineVersion}/${seed}`;
    const forecast = this.#forecasts.get(name) ?? forecastAlerts(world, scenario.rules, scenario.window.alertLookbackHours);
    this.#forecasts.set(name, forecast);
    return forecast;
  }
}
