-- Reads a record and how long it has to live. KEYS[1] record; ARGV: none
local r = redis.call('HMGET', KEYS[1], 'fp', 'st', 'tk', 'op', 'id', 'un', 'sc', 'hd', 'bd')
if not r[2] then
  return {}
end
local time = redis.call('TIME')
local nowMillis = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
r[6] = r[2] == 'R' and math.max(0, r[6] - nowMillis) or 0
r[10] = redis.call('PTTL', KEYS[1])
return r
