-- Extends a claim. KEYS[1] record; ARGV: token, lease ms
local r = redis.call('HMGET', KEYS[1], 'st', 'tk')
if r[1] ~= 'R' or r[2] ~= ARGV[1] then
  return 'STALE'
end
local time = redis.call('TIME')
local nowMillis = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local untilMillis = nowMillis + tonumber(ARGV[2])
redis.call('HSET', KEYS[1], 'un', string.format('%.0f', untilMillis))
return 'OK'
